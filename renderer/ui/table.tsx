import { Fragment, memo, type ReactNode, useRef } from 'react'
import { useRowsInSight } from './rows-in-sight.ts'
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

/** Tables up to here are drawn whole. */
const mostWhole = 60
/** About how high a row is, in px, until it was measured. */
const rowHeight = 66

/** People as rows, questions as columns. On a narrow window the rows become blocks. Of a long one the part in sight is drawn. */
export function Table(props: TableProps) {
  const wasLong = useRef(false)
  wasLong.current ||= props.rows.length > mostWhole
  return wasLong.current ? <LongTable {...props} /> : <WholeTable {...props} />
}

function WholeTable({ label, columns, rows }: TableProps) {
  return (
    <table className={css.table} aria-label={label}>
      <Head columns={columns} />
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <Cells columns={columns} row={row} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LongTable({ label, columns, rows }: TableProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  const { virtualizer, scrollMargin } = useRowsInSight({
    ...{ element: body, name: label, count: rows.length, rowHeight },
    keyAt: (place) => rows[place]?.id ?? place,
  })
  const shown = virtualizer.getVirtualItems()
  let end = scrollMargin
  return (
    // The head is a row as well.
    <table className={css.table} aria-label={label} aria-rowcount={rows.length + 1}>
      <Head columns={columns} />
      <tbody ref={body} style={{ overflowAnchor: 'none' }}>
        {shown.map(({ index, key, start, end: below }) => {
          const row = rows[index]
          const gap = start - end
          end = below
          return (
            row !== undefined && (
              <Fragment key={key}>
                {gap > 0 && <Gap height={gap} />}
                <tr ref={virtualizer.measureElement} data-index={index} aria-rowindex={index + 2}>
                  <Cells columns={columns} row={row} />
                </tr>
              </Fragment>
            )
          )
        })}
        <Gap height={virtualizer.getTotalSize() + scrollMargin - end} />
      </tbody>
    </table>
  )
}

/** Room for rows that are not drawn. */
function Gap({ height }: { height: number }) {
  return <tr className={css.gap} style={{ height: Math.max(0, height) }} />
}

function Head({ columns }: Pick<TableProps, 'columns'>) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column.id} scope="col" style={column.width === undefined ? {} : { width: column.width }}>
            {column.title}
          </th>
        ))}
      </tr>
    </thead>
  )
}

const Cells = memo(function Cells({ columns, row }: Pick<TableProps, 'columns'> & { row: TableRow | TableRemark }) {
  return (
    <>
      <th scope="row">{'remark' in row ? row.first : row.cells[0]}</th>
      {'remark' in row ? (
        <td colSpan={columns.length - 1} className={css.remark}>
          {row.remark}
        </td>
      ) : (
        columns.slice(1).map((column, place) => <td key={column.id}>{row.cells[place + 1]}</td>)
      )}
    </>
  )
})
