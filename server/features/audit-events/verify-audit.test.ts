import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { type AuditWorld, openAuditWorld, someChange } from './audit.fixture.ts'
import { recordAudit } from './record-audit.ts'
import { sealAudit } from './seal-audit.ts'
import { type AuditFinding, type AuditReport, type KnownHead, verifyAudit } from './verify-audit.ts'

const begin = new Date('2026-03-04T05:06:07.890Z')
let world: AuditWorld
let provider: string

beforeAll(async () => {
  world = await openAuditWorld(begin)
})

afterAll(() => world.close())

beforeEach(() => {
  provider = newId()
  world.time = begin
})

const seal = (everything = false) => sealAudit(world.installation.database, provider, { everything })

/** Every kind of finding with the seals it is about, an hour after the last change. */
async function verify(knownHeads: KnownHead[] = []): Promise<[AuditFinding['kind'], number | null][]> {
  const { breaks } = await report(knownHeads)
  for (const found of breaks) expect(found).toMatchObject({ providerId: provider })
  return breaks.map(({ kind, number }) => [kind, number])
}

async function report(knownHeads: KnownHead[] = []): Promise<AuditReport> {
  const now = new Date(world.time.getTime() + 3_600_000)
  const [found] = await verifyAudit(world.installation.database, [provider], { now, knownHeads })
  return found as AuditReport
}

/** Works as the owner of the database, whom no grant holds back. `$1` is the provider. */
async function tamper(...statements: string[]): Promise<void> {
  for (const statement of statements) {
    const { rowCount } = await world.owner.query(statement.replaceAll('$1', `'${provider}'`))
    expect(rowCount, statement).toBeGreaterThan(0)
  }
}

const rowOf = (number: number) =>
  `(SELECT audit_event_id FROM audit_seals WHERE provider_id = $1 AND number = ${number})`
const eventOf = (number: number) => `provider_id = $1 AND id = ${rowOf(number)}`
const payloadOf = (number: number) => `provider_id = $1 AND audit_event_id = ${rowOf(number)}`
const sealOf = (number: number) => `provider_id = $1 AND number = ${number}`

describe('the verifier (B7)', () => {
  beforeEach(async () => {
    await world.record(provider, [{}, {}, {}, {}, {}])
    await seal()
    expect(await verify()).toEqual([])
  })

  test.each([
    ["actor_kind = 'api_key'"],
    ['actor_membership_id = gen_random_uuid()'],
    ["actor_name = 'Somebody else'"],
    ["actor_api_key_id = gen_random_uuid(), actor_api_key_name = 'Planted'"],
    ["action = 'thing.deleted'"],
    ["object_type = 'other'"],
    ['object_id = gen_random_uuid()'],
    ['organization_id = gen_random_uuid()'],
    ['source = NULL'],
    ["request_id = 'request-2'"],
  ])('finds a row edited by %s', async (edit) => {
    await tamper(`UPDATE audit_events SET ${edit} WHERE ${eventOf(3)}`)
    const findings = await verify()
    expect(findings[0]).toEqual(['row_or_seal_changed', 3])
  })

  test.each([["actor_api_key_name = 'Another'"], ['actor_api_key_id = NULL, actor_api_key_name = NULL']])(
    'finds a row of a key edited by %s',
    async (edit) => {
      const apiKey = { id: newId(), name: 'Sync', expiresAt: world.time }
      await world.inside(systemScope(provider), (context) =>
        recordAudit({ ...context, actor: { ...context.actor, kind: 'api_key', apiKey } }, someChange(provider)),
      )
      await seal()
      expect(await verify()).toEqual([])
      await tamper(`UPDATE audit_events SET ${edit} WHERE ${eventOf(6)}`)
      expect((await verify())[0]).toEqual(['row_or_seal_changed', 6])
    },
  )

  test('finds a row whose hash was edited along with its payload', async () => {
    await tamper(
      `UPDATE audit_payloads SET after = '{"name": "another"}' WHERE ${payloadOf(3)}`,
      `UPDATE audit_events SET payload_hash = sha256((SELECT salt FROM audit_payloads WHERE ${payloadOf(3)})
        || '{"after":{"name":"another"},"before":null}'::bytea) WHERE ${eventOf(3)}`,
    )
    expect(await verify()).toEqual([['row_or_seal_changed', 3]])
  })

  test('finds an instant moved by a millionth of a second', async () => {
    await tamper(`UPDATE audit_events SET occurred_at = occurred_at + interval '1 microsecond' WHERE ${eventOf(3)}`)
    expect(await verify()).toEqual([
      ['row_missing', 3],
      ['row_without_seal', null],
    ])
  })

  test('finds a removed row, at the end too', async () => {
    await tamper(`DELETE FROM audit_events WHERE ${eventOf(3)}`, `DELETE FROM audit_events WHERE ${eventOf(5)}`)
    expect(await verify()).toEqual([
      ['row_missing', 3],
      ['row_missing', 5],
      ['payload_without_row', null],
      ['payload_without_row', null],
    ])
  })

  test('finds a row removed with its payload and seal', async () => {
    await removeWhole(3)
    expect(await verify()).toEqual([['seal_missing', 3]])
  })

  test('finds seals cut off the end', async () => {
    await tamper(`DELETE FROM audit_seals WHERE provider_id = $1 AND number > 3`)
    expect(await verify()).toEqual([
      ['row_without_seal', null],
      ['row_without_seal', null],
    ])
  })

  test('finds an end that was cut off whole, given a head from elsewhere', async () => {
    const { number, hash } = await seal()
    const head = { providerId: provider, number, hash: hash.toString('hex') }
    expect(await verify([head])).toEqual([])
    await removeWhole(5)
    expect(await verify()).toEqual([])
    expect(await verify([head])).toEqual([['head_lost', 5]])
    await world.record(provider, [{}])
    await seal()
    expect(await verify([head])).toEqual([['head_lost', 5]])
  })

  test('finds rows and seals that changed places', async () => {
    const swap = (table: string, column: string, one: string, other: string) =>
      tamper(
        `UPDATE ${table} SET ${column} = CASE ${column} WHEN ${one} THEN ${other} ELSE ${one} END WHERE provider_id = $1 AND ${column} IN (${one}, ${other})`,
      )
    await tamper(
      `UPDATE audit_seals SET number = 99 WHERE ${sealOf(2)}`,
      `UPDATE audit_seals SET number = 2 WHERE ${sealOf(4)}`,
      `UPDATE audit_seals SET number = 4 WHERE ${sealOf(99)}`,
    )
    expect((await verify()).map(([kind]) => kind)).toContain('row_or_seal_changed')
    provider = newId()
    await world.record(provider, [{ action: 'a.done' as never }, { action: 'b.done' as never }, {}])
    await seal()
    await swap('audit_events', 'action', "'a.done'", "'b.done'")
    expect(await verify()).toEqual([
      ['row_or_seal_changed', 1],
      ['row_or_seal_changed', 2],
    ])
  })

  test('finds an edited seal', async () => {
    await tamper(`UPDATE audit_seals SET hash = sha256(hash) WHERE ${sealOf(3)}`)
    expect(await verify()).toEqual([
      ['row_or_seal_changed', 3],
      ['row_or_seal_changed', 4],
    ])
    await tamper(`UPDATE audit_seals SET organization_id = gen_random_uuid() WHERE ${sealOf(5)}`)
    expect(await verify()).toContainEqual(['row_or_seal_changed', 5])
  })

  test('finds a row put in without a seal, and after the nightly sealing too', async () => {
    await putIn("interval '2 hours'")
    expect(await verify()).toEqual([['row_without_seal', null]])
    await seal()
    expect(await verify()).toEqual([['row_without_seal', null]])
    await seal(true)
    expect(await verify()).toEqual([['backdated', 6]])
  })

  test('finds a row hidden behind a seal below the first number', async () => {
    await putIn("interval '0'")
    await tamper(
      `INSERT INTO audit_seals SELECT provider_id, -1, organization_id, id, occurred_at, '\\x00' FROM audit_events e
        WHERE provider_id = $1 AND NOT EXISTS (SELECT 1 FROM audit_seals s WHERE s.audit_event_id = e.id)`,
    )
    expect(await verify()).toEqual([['row_or_seal_changed', -1]])
  })

  test('finds a second row under a sealed id', async () => {
    await tamper(
      `INSERT INTO audit_events SELECT provider_id, id, occurred_at - interval '1 second', organization_id, actor_kind, actor_membership_id,
        actor_name, action, object_type, object_id, source, request_id, payload_hash FROM audit_events WHERE ${eventOf(3)}`,
    )
    expect(await verify()).toEqual([['row_without_seal', null]])
  })

  test.each([
    ['after = \'{"name": "x"}\''],
    ["before = '{}'"],
    ["salt = '\\x00'"],
    ['organization_id = gen_random_uuid()'],
  ])('finds a payload edited by %s', async (edit) => {
    await tamper(`UPDATE audit_payloads SET ${edit} WHERE ${payloadOf(3)}`)
    expect(await verify()).toEqual([['payload_changed', 3]])
  })

  test('counts erased payloads, which are no break', async () => {
    await tamper(`DELETE FROM audit_payloads WHERE ${payloadOf(3)}`, `DELETE FROM audit_payloads WHERE ${payloadOf(4)}`)
    expect(await report()).toEqual({ providerId: provider, breaks: [], erasedCount: 2 })
  })

  test('tells of a break behind any number of erased payloads', async () => {
    await world.record(provider, Array(1_001).fill({}))
    await seal()
    await tamper(
      'DELETE FROM audit_payloads WHERE provider_id = $1',
      `DELETE FROM audit_events WHERE ${eventOf(1_006)}`,
    )
    expect(await report()).toMatchObject({ breaks: [{ kind: 'row_missing', number: 1_006 }], erasedCount: 1_005 })
  })

  test('looks at the providers it was asked for only', async () => {
    await tamper(`UPDATE audit_events SET actor_name = 'x' WHERE ${eventOf(1)}`)
    const [other] = await verifyAudit(world.installation.database, [newId()])
    expect(other?.breaks).toEqual([])
  })

  async function removeWhole(number: number): Promise<void> {
    await tamper(
      `DELETE FROM audit_payloads WHERE ${payloadOf(number)}`,
      `DELETE FROM audit_events WHERE ${eventOf(number)}`,
      `DELETE FROM audit_seals WHERE ${sealOf(number)}`,
    )
  }

  /** Puts in a copy of the first row under a new id, with its payload. */
  async function putIn(before: string): Promise<void> {
    const id = newId()
    await tamper(
      `INSERT INTO audit_events SELECT provider_id, '${id}', occurred_at - ${before}, organization_id, actor_kind, actor_membership_id,
        'Forger', action, object_type, object_id, source, request_id, payload_hash FROM audit_events WHERE ${eventOf(1)}`,
      `INSERT INTO audit_payloads SELECT provider_id, '${id}', organization_id, salt, before, after FROM audit_payloads WHERE ${payloadOf(1)}`,
    )
  }
})
