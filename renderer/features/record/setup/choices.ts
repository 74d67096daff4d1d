import { z } from 'zod'
import { type Bubble, bubbleIn, bubbleSchema, type Layout } from '../../../../domain/takes/take.ts'
import { type FrameRate, frameRates } from '../../../capture/sources.ts'

const deviceSchema = z.string().max(200).nullable()

/** The camera's circle on the screen, as a part of the picture's width, where nothing was chosen yet. */
const usualBubble: Bubble = bubbleIn({ corner: 'bottom-right', sizeFraction: 0.16 })

/** Each choice stands for itself: one that an older or newer version wrote otherwise takes none of the others along. */
const choicesSchema = z.object({
  /** Null is the system's own choice, "off" leaves it out. */
  camera: deviceSchema.catch(null),
  microphone: deviceSchema.catch(null),
  systemSound: z.boolean().catch(false),
  bubble: bubbleSchema.catch(usualBubble),
  isBubbleShown: z.boolean().catch(true),
  framesPerSecond: z.union(frameRates.map((rate) => z.literal(rate))).catch(30),
  /** Echo, noise and gain processing by the browser. */
  isVoiceProcessed: z.boolean().catch(false),
  /** A small control over the other programs, where the browser can make one. */
  isControlOnTop: z.boolean().catch(false),
})
export type CaptureChoices = z.infer<typeof choicesSchema>

/** The choices as they were kept; what is missing or unreadable is as it is for someone new. */
export function readChoices(stored: unknown): CaptureChoices {
  return choicesSchema.parse(typeof stored === 'object' && stored !== null ? stored : {})
}

/** The layout a recording begins with. A hidden bubble is remembered, so that it comes back where it was. */
export function layoutOf({ bubble, isBubbleShown }: Pick<CaptureChoices, 'bubble' | 'isBubbleShown'>): Layout {
  return { bubble: isBubbleShown ? bubble : null, isSwapped: false }
}

/** What is remembered of a layout that was changed while one recorded. */
export function choicesOf({ bubble }: Layout): Partial<CaptureChoices> {
  return bubble === null ? { isBubbleShown: false } : { bubble, isBubbleShown: true }
}

/** A frame rate as a control gives it. */
export function frameRateOf(value: string): FrameRate {
  return frameRates.find((rate) => String(rate) === value) ?? 30
}
