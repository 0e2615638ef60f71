/** The login of a user never changes, by no statement of the application's role either (MH6). */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { createWorld, type World } from '../../testing/world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const fixed = {
  email: 'other@first.example',
  account_id: '01890000-0000-7000-8000-000000000001',
  organization_id: '01890000-0000-7000-8000-000000000002',
  id: '01890000-0000-7000-8000-000000000003',
  created_at: new Date(0),
  is_first_administrator: true,
}

describe('the application’s role', () => {
  it.each(Object.entries(fixed))('may not change the %s of a membership', async (column, value) => {
    const { providerId, partnerAdmin } = world.first
    const change = world.installation.database.within(systemScope(providerId), (tx) =>
      tx
        .updateTable('memberships')
        .set({ [column]: value })
        .where('id', '=', partnerAdmin.membershipId)
        .execute(),
    )
    await expect(change).rejects.toMatchObject({ code: '42501' })
  })

  it('may change what a user is called', async () => {
    const { providerId, partnerAdmin } = world.first
    const change = world.installation.database.within(systemScope(providerId), (tx) =>
      tx
        .updateTable('memberships')
        .set({ name: 'New name', communication_email: 'elsewhere@first.example' })
        .where('id', '=', partnerAdmin.membershipId)
        .executeTakeFirstOrThrow(),
    )
    expect((await change).numUpdatedRows).toBe(1n)
  })

  it('reads and writes no account but through its doors', async () => {
    const client = await world.installation.appPool.connect()
    try {
      for (const statement of [
        "UPDATE auth.accounts SET email = 'other@first.example'",
        'SELECT email FROM auth.accounts',
        'DELETE FROM auth.accounts',
      ])
        await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' })
    } finally {
      client.release()
    }
  })

  it('gets the same account for a login however it is written, and changes nothing of one that is there', async () => {
    const { providerId, admin } = world.first
    const account = async () =>
      (await world.test.owner.query('SELECT * FROM auth.accounts WHERE email = $1', [admin.email])).rows
    const before = await account()
    const ensure = (login: string) =>
      world.installation.database.within(systemScope(providerId), async (tx) => {
        const row = await tx
          .selectNoFrom(sql<string>`auth.ensure_account(${fixed.id}::uuid, ${login}, ${'Somebody else'})`.as('id'))
          .executeTakeFirstOrThrow()
        return row.id
      })
    expect(await ensure(admin.email)).toBe(before[0]?.id)
    expect(await account()).toEqual(before)
    await expect(ensure('Upper@first.example')).rejects.toMatchObject({ constraint: 'accounts_email' })
  })
})
