import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { createCustomer } from '@tenantry/contract/customers.ts'
import { createNote, deleteNote, getNote, listNotes, noteMaxCharacters, updateNote } from '@tenantry/contract/notes.ts'
import type { RequestOf } from '@tenantry/contract/operation.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import type { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World } from '../../testing/world.ts'
import { setStatus } from '../lifecycle/lifecycle.fixture.ts'

let world: World
let api: HttpCaller
/** A customer without notes. */
let id: never

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())
beforeEach(async () => {
  id = (await api.call(createCustomer, { body: { name: 'Airtel' } })).body.id as never
})

const write = (input: RequestOf<typeof createNote>['body'], by = api) =>
  by.call(createNote, { params: { id }, body: input })
const change = (noteId: string, body: RequestOf<typeof updateNote>['body'], ifMatch = '*', by = api) =>
  by.call(updateNote, { params: { id, noteId: noteId as never }, body }, { ifMatch })
const remove = (noteId: string, ifMatch?: string, by = api) =>
  by.call(deleteNote, { params: { id, noteId: noteId as never } }, ifMatch ? { ifMatch } : {})
const notes = async (query: RequestOf<typeof listNotes>['query'] = {}, by = api) =>
  (await by.call(listNotes, { params: { id }, query })).body

/** Somebody of the customer itself whose role allows everything about notes and the log. */
async function customersOwn() {
  const place = { providerId: world.first.providerId, organizationId: id as string }
  return (await world.addPerson({ ...place, role: 'partner_administrator', reach: 'subtree' })).api
}

describe('a note (B31)', () => {
  it('is written, read and edited in any script, on several lines', async () => {
    const body = 'Vor dem Neustart anrufen\r\n重启前请致电 📞\nاتصل أولاً'
    const made = await write({ body })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      organizationId: id,
      body: body.replace('\r\n', '\n'),
      isPinned: false,
      isVisibleToCustomer: false,
      author: { name: 'First Admin', membershipId: world.first.admin.membershipId },
    })
    const edited = await change(made.body.id, { body: 'Call first' }, made.etag)
    expect(edited.body).toMatchObject({ id: made.body.id, body: 'Call first', author: { name: 'First Admin' } })
    expect((await notes()).items).toEqual([edited.body])
  })

  it('is read with its version by who may read it', async () => {
    const { body, etag } = await write({ body: 'Pays late' })
    const read = (by: HttpCaller) => by.call(getNote, { params: { id, noteId: body.id } })
    expect(await read(api)).toMatchObject({ status: 200, etag, body })
    const own = await customersOwn()
    expect((await read(own)).status).toBe(404)
    await change(body.id, { isVisibleToCustomer: true })
    expect((await read(own)).body.body).toBe('Pays late')
  })

  it('has to say something, in at most 10,000 characters', async () => {
    for (const body of ['', ' \n\t ', '\u200b', 'x'.repeat(noteMaxCharacters + 1), 'a\u0000b']) {
      const { status, problem } = await write({ body })
      expect(status, body.slice(0, 20)).toBe(422)
      expect(problem.errors?.[0]?.path).toBe('body')
    }
    const emoji = '😀'.repeat(noteMaxCharacters)
    expect((await write({ body: emoji })).body.body).toBe(emoji)
  })

  it('is refused to who has read an older version', async () => {
    const { body, etag } = await write({ body: 'First' })
    await change(body.id, { body: 'Second' }, etag)
    expect((await change(body.id, { body: 'Third' }, etag)).status).toBe(412)
    expect((await remove(body.id, etag)).status).toBe(412)
    expect((await change(body.id, { body: 'Second' })).etag).toBe('"2"')
    expect((await notes()).items[0]?.body).toBe('Second')
  })

  it('is deleted, and is not there for another organization', async () => {
    const { body } = await write({ body: 'Gone soon' })
    const elsewhere = { id: world.first.customerId as never, noteId: body.id }
    expect((await api.call(deleteNote, { params: elsewhere })).status).toBe(404)
    expect((await remove(body.id)).status).toBe(204)
    expect((await remove(body.id)).status).toBe(404)
    expect((await notes()).total).toBe(0)
  })

  it('is written once for a request that is repeated', async () => {
    const key = { idempotencyKey: newId() }
    const send = () => api.call(createNote, { params: { id }, body: { body: 'Once' } }, key)
    expect((await send()).body).toEqual((await send()).body)
    expect((await notes()).total).toBe(1)
  })

  it('is not written about an archived customer', async () => {
    const { body } = await write({ body: 'Read only' })
    for (const status of ['offboarding', 'archived'] as const) await setStatus(api, id, status)
    expect((await write({ body: 'Too late' })).problem.errors?.[0]?.code).toBe('organization_read_only')
    expect((await change(body.id, { body: 'Too late' })).status).toBe(422)
    expect((await remove(body.id)).status).toBe(422)
    expect((await notes()).items[0]?.body).toBe('Read only')
  })
})

describe('the notes of a customer', () => {
  it('come with the pinned one first, then the newest, and are searched and filtered', async () => {
    for (const body of ['Old Router', 'Pinned', '50% off_', 'New']) await write({ body, isPinned: body === 'Pinned' })
    expect((await notes()).items.map(({ body }) => body)).toEqual(['Pinned', 'New', '50% off_', 'Old Router'])
    expect((await notes({ q: 'rOUTer' })).items.map(({ body }) => body)).toEqual(['Old Router'])
    expect((await notes({ q: '0%' })).total).toBe(1)
    expect((await notes({ q: '%' })).total).toBe(1)
    expect((await notes({ filter: { isPinned: { eq: 'true' } } })).items.map(({ body }) => body)).toEqual(['Pinned'])
    const first = await notes({ limit: 3 })
    const rest = await notes({ limit: 3, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...rest.items].map(({ body }) => body)).toEqual(['Pinned', 'New', '50% off_', 'Old Router'])
  })

  it('go on by a cursor of their own list alone', async () => {
    for (const body of ['One', 'Two']) await write({ body })
    const cursor = (await notes({ limit: 1 })).nextCursor ?? ''
    const elsewhere = { params: { id: world.first.customerId as never }, query: { limit: 1, cursor } }
    expect((await api.call(listNotes, elsewhere)).problem.errors?.[0]?.code).toBe('cursor_invalid')
  })

  it('have at most one pinned: the next takes its place', async () => {
    const first = await write({ body: 'First', isPinned: true })
    const second = await write({ body: 'Second', isPinned: true })
    const pinned = async () => (await notes()).items.filter(({ isPinned }) => isPinned).map(({ body }) => body)
    expect(await pinned()).toEqual(['Second'])
    expect((await change(first.body.id, { isPinned: true }, first.etag)).status).toBe(412)
    await change(first.body.id, { isPinned: true })
    expect(await pinned()).toEqual(['First'])
    await change(first.body.id, { isPinned: false })
    expect(await pinned()).toEqual([])
    expect(second.body.isPinned).toBe(true)
  })

  it('have one pinned however many pin at once, and the database refuses a second', async () => {
    const made = await Promise.all(
      Array.from({ length: 6 }, (_, each) => write({ body: `Note ${each}`, isPinned: true })),
    )
    expect(made.map(({ status }) => status)).toEqual(Array(6).fill(201))
    await Promise.all(made.map(({ body }) => change(body.id, { isPinned: true })))
    expect((await notes({ filter: { isPinned: { eq: 'true' } } })).total).toBe(1)
    const pinAll = world.test.owner.query('UPDATE notes SET is_pinned = true WHERE organization_id = $1', [id])
    await expect(pinAll).rejects.toThrow('notes_one_pinned')
  })

  it('are there for technicians, and for the customer’s own people only where told so', async () => {
    const { technician, customerId } = world.first
    id = customerId as never
    const hidden = await write({ body: 'Pays late', isPinned: true }, technician.api)
    const shown = await write({ body: 'Open from 9 to 5', isVisibleToCustomer: true }, technician.api)
    expect(hidden.status).toBe(201)
    const own = await customersOwn()
    expect(await notes({}, own)).toMatchObject({ total: 1, items: [{ body: 'Open from 9 to 5' }] })
    expect((await notes({ q: 'late' }, own)).total).toBe(0)
    expect((await write({ body: 'Mine' }, own)).status).toBe(403)
    expect((await change(shown.body.id, { body: 'Mine' }, '*', own)).status).toBe(403)
    expect((await remove(hidden.body.id, '*', own)).status).toBe(403)
    expect((await notes({}, technician.api)).total).toBe(2)
  })
})

describe('what is done with notes', () => {
  const log = async (by = api) => {
    const filter = { organizationId: { eq: id as string } }
    return (await by.call(listAuditEvents, { query: { filter } })).body.items
  }

  it('stands in the audit log with the text before and after', async () => {
    const { body } = await write({ body: 'Was', isPinned: true })
    await change(body.id, { body: 'Is' })
    await write({ body: 'Next', isPinned: true })
    await remove(body.id)
    const told = (await log()).filter(({ objectType }) => objectType === 'note').reverse()
    expect(told.map(({ action, before, after }) => [action, before, after])).toMatchObject([
      ['note.created', null, { body: 'Was', isPinned: true }],
      ['note.updated', { body: 'Was' }, { body: 'Is' }],
      ['note.updated', { isPinned: true }, { isPinned: false }],
      ['note.created', null, { body: 'Next' }],
      ['note.deleted', { body: 'Is', isPinned: false }, null],
    ])
  })

  it('is not told to those whom it is kept from', async () => {
    await write({ body: 'Pays late' })
    const own = await customersOwn()
    expect((await log()).some(({ action }) => action === 'note.created')).toBe(true)
    expect((await log(own)).map(({ action }) => action)).toEqual(['customer.created'])
  })
})
