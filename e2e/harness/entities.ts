import { listEntities } from '@tenantry/contract/entity-list.ts'
import type { Person } from './api.ts'

/** The entities of a customer, by name. */
export async function entitiesOf({ api }: Person, id: string) {
  return (await api(listEntities, { params: { id }, query: { sort: 'name' } })).data.items
}
