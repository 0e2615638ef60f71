import type { NearCustomer } from '@tenantry/contract/favourites.ts'
import type { OrganizationId } from '@tenantry/contract/ids.ts'
import type { NearRow } from './favourites.queries.ts'

/** A customer as menus name it. */
export function nearView({ id, name, code, type, status }: NearRow): NearCustomer {
  return {
    id: id as OrganizationId,
    name,
    code: code ?? '',
    type: type as NearCustomer['type'],
    status: status as NearCustomer['status'],
  }
}
