/** Which pages the navigation shows to whom. */
import type { Me } from '@tenantry/contract/me.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { type SystemRole, systemRoles } from '@tenantry/contract/permissions.ts'
import { expect, it } from 'vitest'
import { isPlaceOf, places } from './navigation.tsx'

function licensesOf(role: SystemRole, type: OrganizationType): string[] {
  const { permissions } = systemRoles[role]
  const me = { permissions, membership: { organization: { type } } } as unknown as Me
  return places.filter((place) => isPlaceOf(me, place) && place.to.includes('license')).map(({ to }) => to)
}

it('there is one way to licenses for whoever may read of them', () => {
  expect(licensesOf('provider_administrator', 'provider')).toEqual(['/license-pool'])
  expect(licensesOf('partner_administrator', 'partner')).toEqual(['/licenses'])
  for (const type of ['provider', 'partner'] as const)
    expect(licensesOf('technician', type)).toEqual(['/licenses/usage'])
  expect(licensesOf('customer_administrator', 'customer')).toEqual(['/licenses/usage'])
  expect(licensesOf('customer_user', 'customer')).toEqual([])
})
