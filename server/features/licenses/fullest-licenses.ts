/** How full the licenses of many customers are, for a list that shows it beside each (IF7). */
import { type FullestLicenses, type FullLicense, mostFullest } from '@tenantry/contract/fullest-licenses.ts'
import { trialDevicesWord } from '@tenantry/contract/license-ledger-words.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { trialDevices } from '../license-counts/public.ts'
import { findLimitsOf, findModesOf, type LimitRow } from './fullest-licenses.queries.ts'
import { findTypes } from './licenses.queries.ts'

/** Tells of those of some customers that the caller sees how full their fullest licenses are; of the provider's pool nothing. */
export async function listFullestLicenses(
  { tx }: CallContext,
  asked: readonly string[],
): Promise<{ items: FullestLicenses[] }> {
  const ids = [...new Set(asked)]
  const [customers, limits, types] = await Promise.all([
    findModesOf(tx, { ids }),
    findLimitsOf(tx, { ids }),
    findTypes(tx),
  ])
  const names = new Map(types.flatMap(({ code, name, is_on }) => (is_on ? [[code, name] as const] : [])))
  // What trials hold is no type that a provider names.
  names.set(trialDevices, trialDevicesWord)
  return {
    items: customers.map(({ id, license_mode }) => ({
      id: id as FullestLicenses['id'],
      mode: license_mode as FullestLicenses['mode'],
      types: fullestOf(
        limits.filter((each) => each.organization_id === id),
        names,
      ),
    })),
  }
}

function fullestOf(rows: readonly LimitRow[], names: ReadonlyMap<string, string>): FullLicense[] {
  return rows
    .flatMap((row): FullLicense[] => {
      const { type, limit_count: limit, overage, demand, excess } = row
      const name = names.get(type)
      // What is forbidden and not used cannot be full.
      if (name === undefined || limit === null || limit + overage + demand === 0) return []
      return [{ type, name, limit, overage, demand, overBy: excess }]
    })
    .sort((one, other) => fullness(other) - fullness(one) || one.name.localeCompare(other.name, 'en'))
    .slice(0, mostFullest)
}

/** Anything of what is forbidden is fuller than any part of what is not. */
function fullness({ limit, overage, demand }: FullLicense): number {
  return limit + overage === 0 ? Number.MAX_VALUE : demand / (limit + overage)
}
