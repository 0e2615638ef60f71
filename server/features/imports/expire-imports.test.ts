import { getImport } from '@tenantry/contract/imports.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { imported, runExpiry, uploaded } from './imports.fixture.ts'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const old = (table: string, days: number, id: string) =>
  world.test.owner.query(
    `UPDATE ${table} SET updated_at = updated_at - make_interval(days => $1)
     WHERE $2 IN (provider_id, ${table === 'imports' ? 'id' : 'house_id'})`,
    [days, id],
  )

it('lets go of files and problems after a week, of imports after 90 days, of matchings that nobody needs after a year (B4)', async () => {
  const { admin, providerId } = world.first
  const { id } = await imported(world, providerId, admin, 'Oppgave,Nummer\n,OLD-1\n', { matching: ['name', 'code'] })
  const params = { id }
  const problems = async () =>
    (await world.test.owner.query('SELECT FROM import_problems WHERE import_id = $1', [id])).rowCount
  await runExpiry(world)
  expect([await problems(), (await admin.api.call(getImport, { params })).body.file.isKept]).toEqual([1, true])
  await old('imports', 8, id)
  await runExpiry(world)
  expect([await problems(), (await admin.api.call(getImport, { params })).body.file.isKept]).toEqual([0, false])
  await old('imports', 90, id)
  await runExpiry(world)
  expect((await admin.api.call(getImport, { params })).status).toBe(404)

  const matched = async () => (await uploaded(admin.api, 'Oppgave,Nummer\nA,B\n')).columns.map(({ field }) => field)
  await old('import_matchings', 364, providerId)
  await runExpiry(world)
  expect(await matched()).toEqual(['name', 'code'])
  // A file with these headings has come, so the year begins anew.
  await old('import_matchings', 364, providerId)
  await runExpiry(world)
  expect(await matched()).toEqual(['name', 'code'])
  await old('import_matchings', 366, providerId)
  await runExpiry(world)
  expect(await matched()).toEqual([null, null])
})
