import { expect, it } from 'vitest'
import { narrowestName } from '../../ui/list/testing/narrowest-name.ts'
import { deviceTableColumns } from './device-columns.tsx'

it.each([true, false])(
  'a name keeps 240 pixels at any width from which more columns are shown (of all: %s)',
  (customer) => {
    const known = { iconOf: () => 'other' as const, nameOf: () => '' }
    const columns = deviceTableColumns({ customer, tags: true }, known as never, () => null)
    expect(narrowestName(columns, true)).toBeGreaterThanOrEqual(240)
  },
)
