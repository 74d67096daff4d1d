import { z } from 'zod'
import { localDate, timeZone } from './common.ts'

/** A person's own operations: `person.profile`, `person.away`. The subject is the person's id. */
export const personFields = {
  profile: z.object({
    name: z.string().min(1).max(120),
    timeZone,
    /** ISO weekdays, Monday 1. */
    workingDays: z.array(z.number().int().min(1).max(7)).max(7),
    fromMinutes: z.number().int().min(0).max(1440),
    toMinutes: z.number().int().min(0).max(1440),
  }),
  /** The first working day back, or null for someone who is here. */
  away: z.object({ until: localDate.nullable() }),
}

export const defaultWorkingTime = { workingDays: [1, 2, 3, 4, 5], fromMinutes: 9 * 60, toMinutes: 18 * 60 }
