import { expect, it } from 'vitest'
import { userTableColumns } from './user-columns.tsx'

/** The narrowest table that has all columns. */
const wideTablePx = 1100

it('leave a name and its email the room that no other column has', () => {
  const columns = userTableColumns(true, () => null)
  expect(columns.filter(({ widthPx }) => widthPx === undefined).map(({ id }) => id)).toEqual(['name'])
  const taken = columns.reduce((sum, { widthPx }) => sum + (widthPx ?? 0), 0)
  expect(wideTablePx - taken).toBeGreaterThanOrEqual(250)
})
