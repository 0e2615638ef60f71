import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { hasEscapedLetters, hasForeignLetters } from '../../platform/list/foreign-letters.ts'

type Place = 'o.domain' | 'o.business_email' | 'o.website' | 'o.account_manager_email'

/**
 * The domains of one column, or what holds one, in sight of the caller, that are kept in Latin letters though they are
 * written in others; of websites those, too, that are so behind the domain.
 * @param begins whether those alone are meant that begin so: these are looked up in an index
 */
export async function findForeignLetters(tx: TenantTransaction, place: Place, begins: boolean): Promise<string[]> {
  const rows = await tx
    .selectFrom('organizations as o')
    .select(({ ref }) => ref(place).as('kept'))
    .distinct()
    .where(({ or }) =>
      or([hasForeignLetters(place, begins), ...(place === 'o.website' ? [hasEscapedLetters(place)] : [])]),
    )
    .where('o.merged_into_id', 'is', null)
    .execute()
  return rows.flatMap((row) => row.kept ?? [])
}
