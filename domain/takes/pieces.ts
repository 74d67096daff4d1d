import { z } from 'zod'

/** About how long a piece of a composed take is, in milliseconds; the last of a segment may be shorter. */
export const pieceMs = 10_000
/** The first piece of a segment: shorter, so that even what was just recorded for seconds can be played at once. */
export const firstPieceMs = 3_000

const takeMs = z.number().nonnegative()

/**
 * The pieces of a take as it was recorded (`GET /api/takes/:take/pieces`): in order, without gaps, never across segments.
 * Times in milliseconds from the start of the take, pauses left out; a border may lie between two milliseconds, because
 * pieces end on whole frames.
 */
export const piecesViewSchema = z.object({
  durationMs: takeMs,
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** As MediaSource wants it: `video/mp4; codecs="avc1.64001f"`. */
  videoType: z.string(),
  /** Null where nothing was heard. */
  soundType: z.string().nullable(),
  pieces: z.array(
    z.object({ index: z.number().int().nonnegative(), fromMs: takeMs, toMs: takeMs, isReady: z.boolean() }),
  ),
  /** Recorded and not yet composed. */
  waitingMs: takeMs,
})
export type PiecesView = z.infer<typeof piecesViewSchema>

/** How loud a take is (`GET /api/takes/:take/sound`), heard while it was composed. */
export const takeSoundSchema = z.object({
  stepMs: z.literal(50),
  /** Whole dBFS (RMS) of each step from the start of the take; -90 is silence. */
  levelsDb: z.array(z.number().int().min(-90).max(0)),
  loudnessLufs: z.number().nullable(),
  /** False while it is still being heard. */
  isWhole: z.boolean(),
})
export type TakeSound = z.infer<typeof takeSoundSchema>
