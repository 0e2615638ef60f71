import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer } from '@tenantry/contract/customers.ts'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../platform/clock/clock.ts'
import { systemScope } from '../platform/tenancy/scope.ts'
import { touchedTables } from '../platform/tenancy/statement-watch.ts'
import { openTestInstallation } from './test-installation.ts'
import { createWorld } from './world.ts'

describe('the watch over statements (P12)', () => {
  it.each([
    ['select "name" from "organizations" where "id" = $1', ['organizations']],
    ['select 1 from "devices" as "d" where "d"."provider_id" = $1', []],
    ['select 1 from "devices" as "d" where "devices"."provider_id" = $1', ['devices']],
    [
      'select 1 from "devices" as "d" left join "organizations" as "o" on "o"."id" = "d"."organization_id" where "d"."provider_id" = $1',
      ['organizations'],
    ],
    ['update "devices" set "provider_id" = $1 where "id" = $2', ['devices']],
    ['update "devices" set "name" = $1 where "devices"."provider_id" = $2', []],
    ['delete from "devices" where "id" = $1', ['devices']],
    ['insert into "devices" ("id", "name") values ($1, $2)', ['devices']],
    ['insert into "devices" ("provider_id", "name") values ($1, $2)', []],
    ['select * from auth.open_session($1)', []],
  ])('reads %s', (statement, tables) => {
    expect(touchedTables(statement).withoutProvider).toEqual(tables)
  })

  it('finds what the application sends when the wall in the code is missing', async () => {
    const test = await openTestInstallation({ clock: systemClock, codeWall: false })
    const { id } = (await test.owner.query<{ id: string }>('SELECT gen_random_uuid() AS id')).rows[0] ?? { id: '' }
    const read = () =>
      test.installation.database.within(systemScope(id), (tx) =>
        tx.selectFrom('organizations').select('name').execute(),
      )
    await read()
    await read()
    expect(test.statements.offences).toEqual(new Set(['organizations: select "name" from "organizations"']))
    // The text is read once, and each statement counts.
    expect(test.statements.offending).toBe(2)
    await test.close()
  })

  it('finds nothing in a world that is built, written and read through HTTP', async () => {
    const world = await createWorld({ clock: systemClock })
    const { admin } = world.first
    expect((await admin.api.call(createCustomer, { body: { name: 'Airtel' } })).status).toBe(201)
    expect((await admin.api.call(listCustomers, { query: { q: 'airtel' } })).body.total).toBe(1)
    const { statements } = world.test
    expect([...statements.offences]).toEqual([])
    expect(statements.offending).toBe(0)
    expect(statements.touching).toBeGreaterThan(20)
    expect(statements.touching).toBeLessThan(statements.sent)
    await world.close()
  })
})
