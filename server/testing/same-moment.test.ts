/** What is written below an organization waits for whoever changes the tree, and is judged by what is there afterwards. */
import { createContact } from '@tenantry/contract/customer-contacts.ts'
import { createCustomer } from '@tenantry/contract/customers.ts'
import { acceptInvitation } from '@tenantry/contract/invitations.ts'
import { purgeCustomer } from '@tenantry/contract/lifecycle.ts'
import { createNote, deleteNote, updateNote } from '@tenantry/contract/notes.ts'
import { updateOnboardingItem } from '@tenantry/contract/onboarding.ts'
import { nameAdministrator, sendUserInvitation, withdrawUserInvitation } from '@tenantry/contract/user-invitations.ts'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { PostOffice } from '../features/invitations/invitations.fixture.ts'
import { newId, systemClock } from '../platform/clock/clock.ts'
import { lockSpaces } from '../platform/database/advisory-lock.ts'
import type { TestAnswer } from './http-caller.ts'
import { createWorld, type World } from './world.ts'

let world: World
let post: PostOffice

beforeAll(async () => {
  world = await createWorld()
  post = await PostOffice.open(world, systemClock)
})
afterAll(async () => {
  await world.close()
  await post.empty()
})

const password = 'seven gentle otters 42'
let number = 0

/** A customer with a note, an onboarding list and an invitation that was sent. */
async function furnished() {
  const { api } = world.first.admin
  const email = `ada${++number}@airtel.example`
  const contacts = { admin: { firstName: 'Ada', email, invitation: { send: 'now' as const } } }
  const { body } = await api.call(createCustomer, { body: { name: 'Airtel', contacts } })
  const note = await api.call(createNote, { params: { id: body.id }, body: { body: 'Call first' } })
  await post.sendDue()
  return {
    id: body.id,
    email,
    noteId: note.body.id,
    userId: body.contacts.admin?.membershipId ?? ('' as never),
    token: await post.tokenFor(email),
  }
}
type Furnished = Awaited<ReturnType<typeof furnished>>

/** Begins what another transaction holds up, lets that one do something, and gives back what came of the first. */
async function heldUp<Result>(
  hold: (client: PoolClient) => Promise<unknown>,
  begin: () => Promise<Result>,
  meanwhile: (client: PoolClient) => Promise<unknown>,
): Promise<Result> {
  const client = await world.test.owner.connect()
  try {
    await client.query('BEGIN')
    await hold(client)
    const begun = begin()
    await vi.waitFor(
      async () => {
        const { rowCount } = await world.test.owner.query(
          'SELECT FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE datname = current_database() AND NOT granted',
        )
        expect(rowCount).toBe(1)
      },
      { timeout: 5_000 },
    )
    await meanwhile(client)
    await client.query('COMMIT')
    return await begun
  } finally {
    client.release()
  }
}

const holdTree = (client: PoolClient) =>
  client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [lockSpaces.trees, world.first.providerId])

const writes: Record<string, (customer: Furnished) => Promise<TestAnswer<never>>> = {
  'a note that is written': ({ id }) => call(createNote, { params: { id }, body: { body: 'Late' } }),
  'a note that is changed': ({ id, noteId }) => call(updateNote, { params: { id, noteId }, body: { body: 'Late' } }),
  'a note that is deleted': ({ id, noteId }) => call(deleteNote, { params: { id, noteId } }),
  'what is ticked off': ({ id }) =>
    call(updateOnboardingItem, { params: { id, key: 'phone' }, body: { state: 'not_needed' } }),
  'a contact': ({ id }) => call(createContact, { params: { id }, body: { firstName: 'Late' } }),
  'an administrator': ({ id }) =>
    call(nameAdministrator, { params: { id }, body: { firstName: 'Late', email: 'late@airtel.example' } }),
  'an invitation that is sent again': ({ userId }) =>
    call(sendUserInvitation, { params: { id: userId }, body: { send: 'now' } }),
  'an invitation that is withdrawn': ({ userId }) => call(withdrawUserInvitation, { params: { id: userId } }),
}

function call(operation: unknown, input: object): Promise<TestAnswer<never>> {
  return world.first.admin.api.call(operation as never, input as never, { ifMatch: '*' })
}

describe('at the same moment as an archive of the customer', () => {
  it.each(Object.entries(writes))('%s waits for it and is refused', async (_, write) => {
    const customer = await furnished()
    const answer = await heldUp(
      holdTree,
      () => write(customer),
      (client) => client.query("UPDATE organizations SET status = 'archived' WHERE id = $1", [customer.id]),
    )
    expect([answer.status, answer.problem?.code]).toEqual([422, 'invalid_input'])
  })

  it('an invitation waits for it and is not accepted', async () => {
    const { id, token } = await furnished()
    const accepted = await heldUp(
      holdTree,
      () => world.anonymous.call(acceptInvitation, { body: { token, password } }),
      (client) => client.query("UPDATE organizations SET status = 'archived' WHERE id = $1", [id]),
    )
    expect(accepted.status).toBe(404)
  })
})

it('an account that is about to get another place outlives the deletion of the only place that it had', async () => {
  const { providerId, admin, customerId } = world.first
  const { id, email, userId } = await furnished()
  const { rows } = await world.test.owner.query(
    "UPDATE memberships SET status = 'active' WHERE id = $1 RETURNING account_id",
    [userId],
  )
  const code = (await admin.api.request('GET', `/api/v1/customers/${id}`)).json().code
  await world.test.owner.query("UPDATE organizations SET status = 'archived' WHERE id = $1", [id])
  const purged = await heldUp(
    (client) => client.query('SELECT auth.ensure_account($1, $2, $3)', [newId(), email, 'Ada']),
    () => admin.api.call(purgeCustomer, { params: { id }, body: { code } }),
    (client) =>
      client.query(
        `INSERT INTO memberships (provider_id, id, organization_id, account_id, role_id, reach, name, name_key, email, status, created_at)
         SELECT $1, $2, $3, $4, r.id, 'subtree', 'Ada', 'ada', $5, 'pending', now()
         FROM roles r WHERE r.provider_id = $1 AND r.key = 'customer_administrator'`,
        [providerId, newId(), customerId, rows[0]?.account_id, email],
      ),
  )
  expect([purged.status, purged.body.accounts]).toEqual([200, 0])
  const accounts = await world.test.owner.query('SELECT FROM auth.accounts WHERE email = $1', [email])
  expect(accounts.rowCount).toBe(1)
})
