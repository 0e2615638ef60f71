import { domainToUnicode } from 'node:url'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { plainText } from '../../platform/list/column-sources.ts'
import { conditionExpression } from '../../platform/list/conditions.ts'

/**
 * The domains that are kept in Latin letters though they are written in others, in sight of the caller; each with how it is
 * written. A condition on a part is told by these, for the letters of a part say nothing about those of the whole.
 * @param place where the part is looked for: the start of a domain is looked up in an index
 */
export async function findForeignDomains(
  tx: TenantTransaction,
  place: 'starts' | 'contains',
): Promise<{ domain: string; written: string }[]> {
  const kept = { column: 'domain', operator: place, values: ['xn--'] }
  const rows = await tx
    .selectFrom('organizations as o')
    .select('o.domain')
    .distinct()
    .where(conditionExpression(plainText('o.domain'), kept))
    .where('o.merged_into_id', 'is', null)
    .execute()
  return rows.flatMap(({ domain }) => (domain ? [{ domain, written: domainToUnicode(domain) }] : []))
}
