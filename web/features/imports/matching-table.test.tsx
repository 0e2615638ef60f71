/** The columns of a file before they are brought in (B4). */
import { MantineProvider } from '@mantine/core'
import type { Import } from '@tenantry/contract/imports.ts'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { fieldWord } from './known-fields.ts'
import { MatchingTable } from './matching-table.tsx'

function shown(more: object): string {
  const about = { kind: 'devices', missing: [], columns: [], ...more } as unknown as Import
  return renderToStaticMarkup(
    <MantineProvider>
      <MatchingTable import={about} onChange={() => {}} />
    </MantineProvider>,
  )
}

const column = (header: string, field: string, isCutShort: boolean) => ({ header, field, isCutShort, samples: ['1'] })

it('a column whose numbers a workbook has cut short says so, and no other one', () => {
  const columns = [column('Name', 'name', false), column('Serial', 'serialNumber', true)]
  const rows = shown({ columns })
    .split('<tr')
    .filter((row) => row.includes('scope="row"'))
  expect(rows.map((row) => row.includes('A workbook keeps 15 digits of a number'))).toEqual([false, true])
})

it('whose the devices become is no column that is missing', () => {
  expect(shown({ missing: ['name'] })).toContain('no column is matched with “Name”')
  expect(shown({ missing: ['parentId'] })).not.toContain('no column is matched')
})

it('what names the customer of a row is called by both that it takes', () => {
  for (const kind of ['entities', 'contacts', 'devices'] as const) {
    expect(fieldWord(kind, 'customerCodes')).toBe('Customer (code or name)')
    expect(fieldWord(kind, 'id')).toBe('ID')
  }
})
