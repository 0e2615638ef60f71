import type { Pool } from 'pg'

/**
 * The provider that all places of an account belong to. One of several must not carry a link that opens the account for
 * all of them, and one that has only invited somebody carries none either.
 * @returns null for an account of several providers, of none, and for an address without account
 */
export async function onlyProviderOf(
  email: string,
  { authPool, appPool }: { authPool: Pool; appPool: Pool },
): Promise<string | null> {
  const found = await authPool.query<{ id: string }>('SELECT id FROM auth.accounts WHERE email = $1', [email])
  const id = found.rows[0]?.id
  if (!id) return null
  const { rows } = await appPool.query<{ provider_id: string }>(
    'SELECT DISTINCT provider_id FROM auth.memberships_of($1::uuid)',
    [id],
  )
  return rows.length === 1 ? (rows[0]?.provider_id ?? null) : null
}
