/** The columns of a file before they are brought in (B4). */
import { MantineProvider } from '@mantine/core'
import type { Import } from '@tenantry/contract/imports.ts'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { MatchingTable } from './matching-table.tsx'

const column = (header: string, field: string, isCutShort: boolean) => ({ header, field, isCutShort, samples: ['1'] })

it('a column whose numbers a workbook has cut short says so, and no other one', () => {
  const columns = [column('Name', 'name', false), column('Serial', 'serialNumber', true)]
  const markup = renderToStaticMarkup(
    <MantineProvider>
      <MatchingTable import={{ kind: 'devices', missing: [], columns } as unknown as Import} onChange={() => {}} />
    </MantineProvider>,
  )
  const rows = markup.split('<tr').filter((row) => row.includes('scope="row"'))
  expect(rows.map((row) => row.includes('A workbook keeps 15 digits of a number'))).toEqual([false, true])
})
