import { CustomerInput } from '@tenantry/contract/customers.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Caller } from '../../platform/auth/caller.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { createCustomer } from './create-customer.ts'
import { createCustomers } from './create-customers.ts'
import { findPlace } from './find-place.ts'
import { prepareCustomer } from './new-customer.ts'
import { settleCodes } from './settle-codes.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const now = new Date('2026-11-27T12:00:00Z')

async function callerOf({ membershipId }: Person): Promise<Caller> {
  const { rows } = await world.test.owner.query(
    `SELECT m.*, r.name AS role_name, r.permissions, o.name AS organization_name, o.type AS organization_type
     FROM memberships m JOIN roles r ON r.id = m.role_id JOIN organizations o ON o.id = m.organization_id WHERE m.id = $1`,
    [membershipId],
  )
  const row = rows[0]
  return {
    kind: 'user',
    accountId: row.account_id,
    sessionId: null,
    apiKey: null,
    email: row.email,
    name: row.name,
    organization: { id: row.organization_id, name: row.organization_name, type: row.organization_type },
    roleName: row.role_name,
    permissions: new Set(row.permissions),
    scope: {
      providerId: row.provider_id,
      organizationId: row.organization_id,
      membershipId: row.id,
      reach: row.reach,
    },
  } as Caller
}

async function as<Result>(person: Person, work: (context: CallContext) => Promise<Result>): Promise<Result> {
  const caller = await callerOf(person)
  const origin = { id: 'same', source: null }
  return world.installation.database.within(caller.scope, (tx) =>
    work({ tx, actor: caller, caller, clock: { now: () => now }, origin, ifMatch: null, dryRun: false }),
  )
}

const addOne = (person: Person, body: z.input<typeof CustomerInput>) =>
  as(person, async (context) => (await createCustomer(context, CustomerInput.parse(body))).customer.id)

const addMany = (person: Person, bodies: z.input<typeof CustomerInput>[], meanwhile = async () => {}) =>
  as(person, async (context) => {
    const place = await findPlace(context, bodies[0]?.parentId)
    const prepared = bodies.map((body) => prepareCustomer(context, CustomerInput.parse(body), place))
    const codes = await settleCodes(
      context.tx,
      place.codeScopeId,
      prepared.map(({ input }) => ({ name: input.name, code: input.code })),
    )
    await meanwhile()
    const made = await createCustomers(
      context,
      place,
      prepared.map((each, index) => ({ ...each, code: codes[index] ?? '' })),
    )
    return made.map(({ id }) => id)
  })

/** Every row that belongs to an organization, without what is new in each: ids, salts, hashes. */
async function rowsOf(id: string): Promise<Record<string, unknown[]>> {
  const { owner } = world.test
  const { rows: tables } = await owner.query<{ name: string; columns: string[] }>(
    `SELECT table_name AS name, array_agg(column_name::text) AS columns FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name NOT LIKE 'audit_events_%' GROUP BY 1`,
  )
  const found: Record<string, unknown[]> = {}
  for (const { name, columns } of tables) {
    const by = ['organization_id', 'descendant_id', ...(name === 'organizations' ? ['id'] : [])].find((column) =>
      columns.includes(column),
    )
    if (!by || name === 'outbox' || name === 'audit_seals') continue
    const { rows } = await owner.query<{ row: object }>(
      `SELECT to_jsonb(t) - '{salt,payload_hash,audit_event_id}'::text[] AS row FROM ${name} t WHERE ${by} = $1`,
      [id],
    )
    if (rows.length > 0) found[name] = rows.map(({ row }) => masked(row, id)).sort()
  }
  return found
}

/** The same with what gets the invitation sent. */
async function withInvitation(id: string): Promise<Record<string, unknown[]>> {
  const found = await rowsOf(id)
  const { rows } = await world.test.owner.query(
    "SELECT o.event, o.version, i.id IS NOT NULL AS is_there FROM outbox o LEFT JOIN invitations i ON i.id::text = o.payload->>'invitationId' WHERE o.organization_id = $1 AND o.event LIKE 'invitation%'",
    [id],
  )
  const invitations = found.invitations?.map((row) =>
    String(row).replace(/"membership_id": ?"[0-9a-f-]{36}"/, '"membership_id":"NEW"'),
  )
  return { ...found, invitations: invitations ?? [], asked: rows }
}

/** Ids that are made for the row itself go; those that lead elsewhere stay. */
function masked(row: object, id: string): string {
  return JSON.stringify(row)
    .replaceAll(id, 'ITSELF')
    .replaceAll(/"(id|object_id|subject_id)": ?"[0-9a-f-]{36}"/g, '"$1":"NEW"')
    .replaceAll(/(ONE|TWO)/g, 'CODE')
    .replaceAll(/(one|two)/g, 'code')
}

const rich = {
  name: '=Rich & Söhne',
  domain: 'airtel.com',
  businessEmail: 'a@airtel.com',
  phone: '+12125550100',
  phoneExtension: '7',
  subscriptionId: 'SUB-1',
  timeZone: 'Asia/Tokyo',
  currency: 'JPY',
  isActive: false,
  location: { country: 'US', state: 'US-NY', city: 'New York', postalCode: '10036', line1: '1095 Avenue' },
  billing: { profileName: 'Main', billTo: 'Accounts' },
  plan: { kind: 'trial' as const, trialLicenses: 3 },
  accountManagerEmail: 'manager@msp.example',
  contacts: {
    primary: { firstName: 'Ada', email: 'ada@airtel.com', phone: '+12125550100' },
    billing: { email: 'invoices@airtel.com' },
    others: [{ role: 'VIP', firstName: 'Grace' }],
  },
  salesRepresentatives: [
    { name: 'Sam', email: 'sam@msp.example' },
    { name: 'Kim', email: 'kim@msp.example', phone: '+12125550101' },
  ],
  entities: [{ name: 'Branch', location: { country: 'DE', postalCode: '10115', city: 'Berlin' } }, { name: 'Annex' }],
}

describe('many customers at once (B4)', () => {
  it.each([
    ['with nothing but a name', { name: 'Plain' }],
    ['with everything', rich],
  ])('leave the same rows as one by one, %s', async (_, body) => {
    for (const [index, person] of [world.first.admin, world.first.partnerAdmin, world.first.technician].entries()) {
      const one = await addOne(person, { ...body, code: `ONE-${index}${body.name.length}` })
      const [two] = await addMany(person, [{ ...body, code: `TWO-${index}${body.name.length}` }])
      const rows = await rowsOf(one)
      expect(rows.organizations).toHaveLength(1)
      expect(await rowsOf(two ?? '')).toEqual(rows)
    }
  })

  it('leave the same rows as one by one, with outside ids and tags', async () => {
    for (const person of [world.first.admin, world.first.partnerAdmin]) {
      const { id: tagId } = (await person.api.call(createTag, { body: { name: 'VIP', color: 'red' } })).body
      const body = (word: string) => ({
        name: 'Known',
        code: `${word}-KNOWN`,
        externalIds: ['connectwise', 'Our books'].map((system) => ({ system, value: `${word}-1` })),
        tagIds: [tagId],
      })
      const one = await addOne(person, body('ONE'))
      const [two] = await addMany(person, [body('TWO')])
      const rows = await rowsOf(one)
      expect([rows.external_ids, rows.organization_tags]).toEqual([
        [expect.anything(), expect.anything()],
        [expect.anything()],
      ])
      expect(await rowsOf(two ?? '')).toEqual(rows)
    }
  })

  it('leave the same rows as one by one, with an administrator who is invited at once, on a day or later', async () => {
    const { admin, partnerAdmin } = world.first
    const invitations = [{ send: 'now' }, { send: 'on', on: '2027-01-02' }, undefined] as const
    for (const [index, person] of [admin, partnerAdmin].entries()) {
      const body = (word: string, place: number) => ({
        name: 'Led',
        code: `${word}-LED-${index}-${place}`,
        // The same login for all: one account, and a place in each.
        contacts: {
          admin: { firstName: 'Ada', email: `ada-${index}@led.example`, invitation: invitations[place] },
        },
      })
      const one = []
      for (const place of invitations.keys()) one.push(await addOne(person, body('ONE', place)))
      const two = await addMany(
        person,
        [...invitations.keys()].map((place) => body('TWO', place)),
      )
      for (const [place, id] of one.entries()) {
        const rows = await withInvitation(id)
        expect([rows.memberships, rows.invitations]).toEqual([[expect.anything()], [expect.anything()]])
        expect(rows.asked).toHaveLength(place === 0 ? 1 : 0)
        expect(await withInvitation(two[place] ?? '')).toEqual(rows)
      }
    }
  })

  it.each([
    ['without', undefined],
    ['with', { admin: { firstName: 'Ada', email: 'ada@raced.example' } }],
  ])('fail by the code that somebody has taken meanwhile, %s an administrator', async (word, contacts) => {
    const { admin } = world.first
    const raced = { name: 'Raced', code: `RACED-${word}` }
    let goOn = () => {}
    const taken = new Promise<void>((resolve) => {
      goOn = resolve
    }).then(() => addOne(admin, raced))
    const adding = addMany(admin, [{ ...raced, contacts }], async () => {
      goOn()
      await taken
    })
    await expect(adding).rejects.toMatchObject({ code: '23505' })
  })

  it('get codes that nobody has, whoever sees them', async () => {
    const { admin, technician } = world.first
    const taken = await addMany(admin, [{ name: 'Code' }, { name: 'Code' }, { name: 'Code', code: 'COD005' }])
    expect(taken).toHaveLength(3)
    const made = await addMany(technician, [{ name: 'Code' }, { name: 'Code' }, { name: 'Coda' }])
    const { rows } = await world.test.owner.query('SELECT code FROM organizations WHERE id = ANY ($1) ORDER BY id', [
      made,
    ])
    expect(rows.map(({ code }) => code)).toEqual(['COD003', 'COD004', 'COD006'])
  })

  it('are refused a code that is taken, reserved or wanted twice', async () => {
    const codes = await as(world.first.technician, (context) =>
      settleCodes(context.tx, world.first.providerId, [
        { name: 'A', code: 'partner' },
        { name: 'A', code: 'new' },
        { name: 'A', code: 'FREE-1' },
        { name: 'A', code: 'free-1' },
      ]),
    )
    expect(codes).toEqual([null, null, 'FREE-1', null])
  })

  it('tell nothing of the codes of a house that the caller does not see', async () => {
    const foreign = await as(world.first.technician, (context) =>
      settleCodes(context.tx, world.second.providerId, [{ name: 'A', code: 'PARTNER' }]),
    )
    const below = await as(world.first.technician, (context) =>
      settleCodes(context.tx, world.first.partnerId, [{ name: 'A', code: 'P-CUST-1' }]),
    )
    expect([foreign, below]).toEqual([['PARTNER'], ['P-CUST-1']])
  })
})
