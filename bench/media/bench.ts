/** What each bench is given. */
export interface MediaBench {
  /** Where recordings may stay, to be used again. */
  dir: string
  /** How long to record, as asked for; null takes the bench's own. */
  minutes: number | null
}
