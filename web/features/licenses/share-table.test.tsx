/** Which figures of licenses are shown, and which are dimmed because they say nothing. */
import { MantineProvider } from '@mantine/core'
import type { LicenseShare } from '@tenantry/contract/licenses.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ShareTable } from './share-table.tsx'

const share: LicenseShare = {
  type: 'it_assets',
  name: 'IT assets',
  limit: 0,
  overage: 0,
  used: 0,
  setAside: 0,
  demand: 0,
  free: 0,
  overBy: 0,
  freeAbove: null,
}
const shown = (of: OrganizationType, more: Partial<LicenseShare> = {}) =>
  renderToStaticMarkup(
    <MantineProvider>
      <ShareTable of={of} types={[{ ...share, ...more }]} onOpen={() => {}} />
    </MantineProvider>,
  )
/** The tag with which a cell begins. */
const cell = (html: string, heading: string) => html.match(new RegExp(`<td[^>]*data-heading="${heading}"[^>]*>`))?.[0]

it('a limit of 0 is shown as a number, for it forbids, and none is dimmed (EC4, EC7)', () => {
  expect(cell(shown('customer'), 'Limit')).not.toContain('data-none')
  expect(cell(shown('customer', { limit: null, free: null }), 'Limit')).toContain('data-none')
  expect(cell(shown('customer'), 'In use')).toContain('data-none')
})

it('what is allowed above a limit is told apart from what the limit leaves, whoever reads it (EC4, EC7)', () => {
  const told = (more: Partial<LicenseShare>) =>
    shown('customer', { limit: 80, overage: 3, ...more }).match(/data-heading="Free"[^>]*>(\d+)(?:<span[^>]*>([^<]*))?/)
  // Out of sight or plenty, what those above have free makes no other number.
  for (const freeAbove of [null, 100]) {
    expect(told({ demand: 75, free: 8, freeAbove })?.slice(1)).toEqual(['5', '3 more allowed above the limit'])
    expect(told({ demand: 81, free: 2, freeAbove })?.slice(1)).toEqual(['0', '2 more allowed above the limit'])
    expect(told({ demand: 83, free: 0, freeAbove })?.slice(1)).toEqual(['0', undefined])
    expect(told({ overage: 0, demand: 75, free: 5, freeAbove })?.slice(1)).toEqual(['5', undefined])
  }
})

it('no more is shown as allowed than is free above, as far as that is known (EC4, EC7)', () => {
  const told = (more: Partial<LicenseShare>) =>
    shown('customer', { limit: 80, overage: 20, ...more }).match(/data-heading="Free"[^>]*>(\d+)<span[^>]*>([^<]*)/)
  expect(told({ demand: 90, free: 10, freeAbove: 0 })?.slice(1)).toEqual([
    '0',
    '0 of 10 allowed above the limit are free',
  ])
  expect(told({ demand: 75, free: 25, freeAbove: 3 })?.slice(1)).toEqual([
    '5',
    '3 of 20 allowed above the limit are free',
  ])
})

it('what is set aside below is shown for partners alone, for nothing below others has a limit (EC4, EC7, IF7, IF15)', () => {
  expect(cell(shown('partner', { setAside: 3 }), 'Set aside below')).toBeDefined()
  for (const of of ['enterprise', 'division', 'customer'] as const) {
    expect(shown(of)).not.toContain('Set aside below')
  }
})
