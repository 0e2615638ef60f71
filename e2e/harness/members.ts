import { acceptInvitation } from '@tenantry/contract/invitations.ts'
import { type Person, signInByApi } from './api.ts'
import { withDatabase } from './clockwork.ts'
import { linkOf, mailTo } from './mailbox.ts'

const password = 'seven gentle otters 42'

/** Accepts the invitation that was mailed to a login. */
export async function acceptAs({ api }: Person, dataDir: string, email: string): Promise<void> {
  const token = new URL(linkOf(await mailTo(dataDir, email))).searchParams.get('token') ?? ''
  await api(acceptInvitation, { body: { token, password } })
}

/** Signs in who has accepted an invitation. */
export function signInMember(url: string, email: string): Promise<Person> {
  return signInByApi(url, { email, password })
}

/**
 * Makes a technician of the provider's house of a customer's user, who then sees what he or she is assigned to: no page
 * and no operation adds one yet.
 * @returns the id of the membership
 */
export async function makeTechnician(dataDir: string, email: string): Promise<string> {
  return withDatabase(dataDir, async (pool) => {
    const { rows } = await pool.query<{ id: string }>(
      `UPDATE memberships m SET organization_id = m.provider_id, reach = 'selected', is_first_administrator = false,
         role_id = (SELECT r.id FROM roles r WHERE r.provider_id = m.provider_id AND r.key = 'technician')
       WHERE m.email = $1 RETURNING m.id`,
      [email],
    )
    if (!rows[0]) throw new Error(`There is no user ${email}`)
    return rows[0].id
  })
}

/** Narrows a user to one entity of the customer that it belongs to: no page and no operation does so yet. */
export async function narrowToEntity(dataDir: string, email: string, entityId: string): Promise<void> {
  await withDatabase(dataDir, async (pool) => {
    await pool.query(
      `WITH narrowed AS (
         UPDATE memberships m SET organization_id = e.organization_id, reach = 'entities'
         FROM entities e WHERE m.email = $1 AND e.provider_id = m.provider_id AND e.id = $2 RETURNING m.provider_id, m.id)
       INSERT INTO membership_entities (provider_id, membership_id, entity_id) SELECT provider_id, id, $2 FROM narrowed`,
      [email, entityId],
    )
  })
}
