import { type ComponentProps, type Ref, useCallback, useEffect, useRef, useState } from 'react'
import type { Span } from '../../domain/captions/cues.ts'
import { useLive } from '../app/live.ts'
import { text } from '../app/messages/text.ts'
import { classes } from '../ui/classes.ts'
import { piecesOfTake } from './piece-source.ts'
import { type PiecesPlayer, type PiecesState, playPieces } from './pieces-player.ts'
import css from './take-video.module.css'

interface TakeVideoProps extends Omit<ComponentProps<'video'>, 'src' | 'ref'> {
  take: string
  /** The element that plays it; its `currentTime` is the take's. */
  ref?: Ref<HTMLVideoElement> | undefined
  /** Stretches that playing leaps over: what lies in them is not fetched ahead. Keep the same array while they are the same. */
  skipped?: readonly Span[] | undefined
  onPieces?: ((state: PiecesState) => void) | undefined
}

/**
 * A recording as it can be played at once, whatever of it is composed: like a `<video>`, and where a part is still being
 * made, it shows that and goes on by itself.
 */
export function TakeVideo({ take, ref, skipped = none, onPieces, className, ...video }: TakeVideoProps) {
  const player = useRef<PiecesPlayer | null>(null)
  const [state, setState] = useState<PiecesState | null>(null)
  const latest = useRef({ ref, onPieces })
  useEffect(() => {
    latest.current = { ref, onPieces }
  })
  const attach = useCallback(
    (element: HTMLVideoElement) => {
      const played = playPieces({ element, source: piecesOfTake(take) })
      player.current = played
      played.subscribe(() => {
        setState(played.get())
        latest.current.onPieces?.(played.get())
      })
      // A ref that is made anew with each drawing must not begin the recording anew.
      const detach = handOver(latest.current.ref, element)
      return () => {
        detach()
        player.current = null
        played.close()
      }
    },
    [take],
  )
  const news = useLive((live) => live.piecesVersion + live.takesVersion)
  // biome-ignore lint/correctness/useExhaustiveDependencies: news are when there is something to ask for
  useEffect(() => player.current?.refresh(), [news])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another recording is played by another player
  useEffect(() => player.current?.skip(skipped), [skipped, take])
  return (
    <div className={css.frame}>
      <video ref={attach} className={classes(css.video, className)} playsInline {...video} />
      {state?.isBroken === true && (
        <p className={css.note} role="alert">
          {text('playback.not-playable')}
        </p>
      )}
      {state?.isAwaited === true && !state.isBroken && (
        <p className={css.note} role="status">
          {text('playback.being-made')}
        </p>
      )}
    </div>
  )
}

const none: readonly Span[] = []

/** Gives the element to whoever asked for it, as React does with a ref of its own. */
function handOver(ref: Ref<HTMLVideoElement> | undefined, element: HTMLVideoElement): () => void {
  if (typeof ref === 'function') {
    const leave = ref(element)
    return typeof leave === 'function' ? leave : () => void ref(null)
  }
  if (ref) ref.current = element
  return () => {
    if (ref) ref.current = null
  }
}
