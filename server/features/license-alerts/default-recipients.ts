/** Who is told of licenses where nobody is named (EC6, OM3). */
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { findAdministrators, findHouses } from './alert-settings.queries.ts'

/** Somebody who is told, and the organization whose they are: who sees that one may read the address. */
export interface Recipient {
  address: string
  ownerId: string
}

/** Whose licenses they are. */
export interface DefaultsOf {
  organizationId: string
  accountManagerEmail: string | null
  /** Of a pool its owner is told, else those above it; of something new, those at and above the organization that it will lie under. */
  kind: 'customer' | 'pool' | 'new'
}

/**
 * The account manager, else administrators of the provider; below a partner that partner's administrators as well, since
 * it looks after its customers itself. Where a partner has nobody, the house above it is told, of the partner's pool too.
 * @param providerId the caller's
 * @returns those whom the caller may see; null where that is nobody, because they are out of sight
 */
export async function defaultRecipients(
  tx: TenantTransaction,
  providerId: string,
  { organizationId, accountManagerEmail, kind }: DefaultsOf,
): Promise<Recipient[] | null> {
  const administratorsOf = async (ownerId: string) =>
    (await findAdministrators(tx, { providerId, organizationId: ownerId })).map((address) => ({ address, ownerId }))
  const owners = kind === 'pool' ? await administratorsOf(organizationId) : []
  if (owners.length > 0) return owners
  const houses = await findHouses(tx, organizationId, kind === 'new' ? 0 : 1)
  const [above] = houses
  if (kind === 'pool' && !above) return []
  // Who looks after a partner is told for those above it: its own people do not read who that is.
  if (kind === 'pool' && above?.type === null) return null
  const managerOf = kind === 'pool' && above ? above.id : organizationId
  const manager = accountManagerEmail ? [{ address: accountManagerEmail, ownerId: managerOf }] : []
  for (const { id, type } of houses) {
    if (type === null) return manager.length > 0 ? manager : null
    if (type === 'provider' && manager.length > 0) break
    const administrators = await administratorsOf(id)
    if (administrators.length > 0) return eachOnce([...manager, ...administrators])
  }
  return manager.length > 0 ? manager : null
}

/** Recipients without those who are told already. */
export function eachOnce(recipients: readonly Recipient[]): Recipient[] {
  const byAddress = new Map<string, Recipient>()
  for (const each of recipients) {
    const key = each.address.toLowerCase()
    if (!byAddress.has(key)) byAddress.set(key, each)
  }
  return [...byAddress.values()]
}
