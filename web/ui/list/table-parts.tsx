import { Skeleton } from '@mantine/core'
import type { TableColumn } from './columns.ts'

const loadingRows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
const widths = ['70%', '50%', '62%', '44%']

/** Rows in the shape of those that come. */
export function LoadingRows<Row>({ columns }: { columns: readonly TableColumn<Row>[] }) {
  return loadingRows.map((row) => (
    <tr key={row}>
      {columns.map((column, index) => (
        <td key={column.id} data-align={column.align} data-from={column.from}>
          {!column.isHeadingHidden && (
            <Skeleton
              height={11}
              width={widths[(row + index) % 4]}
              ml={column.align === 'end' ? 'auto' : undefined}
              maw={column.align === 'end' ? 48 : 220}
            />
          )}
        </td>
      ))}
    </tr>
  ))
}
