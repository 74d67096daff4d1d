const sqliteCorrupt = 11
const sqliteNotADatabase = 26

/** Whether an error says that an index's file is not what SQLite wrote. */
export function isDamaged(error: unknown): boolean {
  const code = (error as { errcode?: number } | null)?.errcode ?? 0
  // The low byte is the kind of error, the rest says more about it.
  return (code & 0xff) === sqliteCorrupt || (code & 0xff) === sqliteNotADatabase
}
