import { Spin, Table } from 'antd'
import type { TableRef } from 'antd/es/table'
import { type KeyboardEvent, type ReactNode, type UIEvent, useCallback, useEffect, useRef } from 'react'
import { moveMark } from './list-keys.ts'
import './parts.css'
import { useBox } from './use-box.ts'

export interface ListColumn<Row> {
  readonly key: string
  readonly title: ReactNode
  /** Pixels; columns without one share what is left. */
  readonly width?: number
  readonly right?: boolean
  /** Long text goes on in further lines instead of being cut. */
  readonly wrap?: boolean
  readonly render: (row: Row) => ReactNode
}

const header_px = 36

/**
 * A list of rows of which only those in sight are drawn. Arrows, PageUp and PageDown move the mark, Enter opens it;
 * the caller holds the mark, so that a search field above can move it too.
 */
export function RowList<Row extends { readonly id: number }>(props: {
  readonly rows: readonly Row[]
  readonly columns: readonly ListColumn<Row>[]
  readonly mark: number
  readonly onMark: (mark: number) => void
  readonly onOpen?: (row: Row) => void
  readonly onScroll?: (event: UIEvent<HTMLDivElement>) => void
  readonly empty: ReactNode
  readonly loading?: boolean
  /** True where nothing before the list is to be typed into: its keys work at once. */
  readonly takesFocus?: boolean
  readonly label: string
  readonly testId: string
}) {
  const { rows, mark, onMark, onOpen } = props
  const [box, { width, height }] = useBox()
  const table = useRef<TableRef>(null)
  const shownMark = Math.min(mark, rows.length - 1)
  const takesFocus = props.takesFocus === true
  const empty = rows.length === 0
  const frame = useRef<HTMLElement>(null)
  const place = useCallback(
    (element: HTMLElement | null) => {
      frame.current = element
      return box(element)
    },
    [box],
  )
  useEffect(() => {
    // Never out of a field: someone is typing there.
    const typing = document.activeElement?.matches('input, textarea') === true
    if (takesFocus && !empty && !typing) frame.current?.focus({ preventScroll: true })
  }, [takesFocus, empty])

  useEffect(() => {
    if (shownMark > 0) table.current?.scrollTo({ index: shownMark })
  }, [shownMark])

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = moveMark(event.key, mark, rows.length)
    const row = rows[mark]
    if (to !== null) onMark(to)
    else if (event.key === 'Enter' && row !== undefined && onOpen !== undefined) onOpen(row)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={place}
      className="kv-row-list"
      role="listbox"
      aria-label={props.label}
      tabIndex={empty ? -1 : 0}
      onKeyDown={onKeyDown}
    >
      {empty ? (
        props.loading === true ? (
          <Spin className="kv-wait" />
        ) : (
          props.empty
        )
      ) : width === 0 ? null : (
        <Table<Row>
          ref={table}
          virtual
          size="small"
          pagination={false}
          rowKey="id"
          dataSource={rows}
          columns={props.columns.map(({ right, wrap, render, width: column_px, ...rest }) => ({
            ...rest,
            ...(column_px === undefined ? {} : { width: column_px }),
            align: right === true ? 'right' : 'left',
            ellipsis: wrap !== true,
            render: (_value: unknown, row: Row) => render(row),
          }))}
          scroll={{ x: width, y: Math.max(80, height - header_px) }}
          rowClassName={(_row, index) => (index === shownMark ? 'kv-row-item kv-marked' : 'kv-row-item')}
          onRow={(row, index) => ({
            'data-testid': props.testId,
            onClick: () => {
              if (index !== undefined) onMark(index)
            },
            onDoubleClick: () => onOpen?.(row),
          })}
          {...(props.onScroll === undefined ? {} : { onScroll: props.onScroll })}
        />
      )}
    </div>
  )
}
