import type { ReactNode } from 'react'
import css from './table.module.css'

export interface TableColumn {
  id: string
  title: ReactNode
  /** A CSS width ("150px"); without one the column takes what is left. */
  width?: string | undefined
}

export interface TableRow {
  id: string
  /** The first cell names the row; one cell a column. */
  cells: readonly ReactNode[]
}

/** A row that says one thing instead of its cells: "has until Thursday 18:00 in Lisbon". */
export interface TableRemark {
  id: string
  first: ReactNode
  remark: ReactNode
}

interface TableProps {
  /** Spoken name of the table. */
  label: string
  columns: readonly TableColumn[]
  rows: readonly (TableRow | TableRemark)[]
}

/** People as rows, questions as columns. On a narrow window the rows become blocks. */
export function Table({ label, columns, rows }: TableProps) {
  return (
    <table className={css.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col" style={column.width === undefined ? {} : { width: column.width }}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{'remark' in row ? row.first : row.cells[0]}</th>
            {'remark' in row ? (
              <td colSpan={columns.length - 1} className={css.remark}>
                {row.remark}
              </td>
            ) : (
              columns.slice(1).map((column, place) => <td key={column.id}>{row.cells[place + 1]}</td>)
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
