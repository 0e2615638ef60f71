import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { Import } from '@tenantry/contract/imports.ts'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { customerQuery } from '../customers/public.ts'
import { importTrail } from './import-trail.ts'
import { WhoseDevices } from './whose-devices.tsx'

const parentId = '0191b2c3-0000-7000-8000-000000000001' as OrganizationId

function shown(more: Partial<Import>, isRead = true): string {
  const client = new QueryClient()
  if (isRead) client.setQueryData<unknown>(customerQuery(parentId).queryKey, { data: { name: 'Airtel' } })
  const about = { kind: 'devices', columns: [], missing: [], parentId: null, ...more } as unknown as Import
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <WhoseDevices import={about} />
    </QueryClientProvider>,
  )
}

it('devices without a column for their customer are said to go to whom they will belong', () => {
  expect(shown({})).toContain('will belong to your own organization.')
  expect(shown({ parentId })).toContain('will belong to Airtel.')
  // Nobody is named in the place of one that is not read yet.
  expect(shown({ parentId }, false)).toBe('')
})

it('whoever does not see the own house is asked whose the devices become', () => {
  expect(shown({ missing: ['parentId'] })).toContain('choose whose the devices become')
})

it('nothing is said of other lists, and where a column names the customer', () => {
  expect(shown({ kind: 'entities', parentId })).toBe('')
  expect(
    shown({ columns: [{ header: 'Code', samples: [], field: 'customerCodes', isCutShort: false }], parentId }),
  ).toBe('')
})

it('devices lead to the list of devices, and the page of imports begins with them again', () => {
  expect(importTrail('devices')).toEqual([
    { label: 'Devices', to: '/devices' },
    { label: 'Import', to: '/imports', search: { kind: 'devices' } },
  ])
  expect(importTrail('contacts')[0]?.to).toBe('/customers')
  expect(importTrail('entities')[0]?.to).toBe('/entities')
})
