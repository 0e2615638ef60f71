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

it('no more is shown as free than can be had, as far as it is known what is left above (EC4, EC7)', () => {
  const exceeding = { limit: 80, overage: 20, used: 90, demand: 90, free: 10 }
  const free = (more: Partial<LicenseShare>) =>
    shown('customer', { ...exceeding, ...more }).match(/data-heading="Free"[^>]*>(\d+)/)?.[1]
  expect(free({ freeAbove: 0 })).toBe('0')
  // What is set aside is there, whatever is left above.
  expect(free({ demand: 75, free: 25, freeAbove: 3 })).toBe('8')
})

it('what is allowed above a limit is no promise where it is out of sight what those above have free (EC4, EC7)', () => {
  const told = (more: Partial<LicenseShare>) =>
    shown('customer', { limit: 80, overage: 3, freeAbove: null, ...more }).match(
      /data-heading="Free"[^>]*>(\d+)(?:<span[^>]*>([^<]*))?/,
    )
  expect(told({ demand: 75, free: 8 })?.slice(1)).toEqual(['5', '3 more allowed above the limit'])
  expect(told({ demand: 81, free: 2 })?.slice(1)).toEqual(['0', '2 more allowed above the limit'])
  expect(told({ demand: 83, free: 0 })?.slice(1)).toEqual(['0', undefined])
  expect(told({ overage: 0, demand: 75, free: 5 })?.slice(1)).toEqual(['5', undefined])
})

it('what is set aside below is shown for partners alone, for nothing below others has a limit (EC4, EC7, IF7, IF15)', () => {
  expect(cell(shown('partner', { setAside: 3 }), 'Set aside below')).toBeDefined()
  for (const of of ['enterprise', 'division', 'customer'] as const) {
    expect(shown(of)).not.toContain('Set aside below')
  }
})
