import type { SQLInputValue, StatementSync } from 'node:sqlite'

/** Inserts one row by a statement that ends in `RETURNING id` and answers that id. */
export function insertedId(statement: StatementSync, ...values: SQLInputValue[]): number {
  const [row] = statement.all(...values) as { id: number }[]
  if (row === undefined) throw new Error('the statement inserted nothing, or does not return the id')
  return row.id
}
