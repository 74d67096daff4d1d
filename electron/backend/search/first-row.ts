import type { SQLInputValue, StatementSync } from 'node:sqlite'

/**
 * The first row of a query, which names its columns as `Row` does; undefined where there is none. Reads the query to
 * its end, so that no open statement holds the file: write queries with LIMIT 1 where they could find more.
 */
export function firstRow<Row>(statement: StatementSync, ...values: SQLInputValue[]): Row | undefined {
  return statement.all(...values)[0] as Row | undefined
}
