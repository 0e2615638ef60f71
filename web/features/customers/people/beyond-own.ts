import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { administratorRole, coversRole, type Permission } from '@tenantry/contract/permissions.ts'
import { texts } from './people.texts.ts'

/** Why somebody cannot name the administrator of an organization of a type; null where they can. */
export function beyondOwn(own: ReadonlySet<Permission>, type: OrganizationType): string | null {
  if (coversRole(own, administratorRole(type))) return null
  return texts.admin.beyondOwn[type === 'partner' ? 'partner' : 'customer']
}
