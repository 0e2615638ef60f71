import { listAuditEvents } from '@tenantry/contract/audit-events.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { createEntity } from '@tenantry/contract/entities.ts'
import { listEntities } from '@tenantry/contract/entity-list.ts'
import { listImportProblems } from '@tenantry/contract/import-problems.ts'
import {
  cancelImport,
  checkImport,
  errorHeader,
  getImport,
  type Import,
  listImports,
  startImport,
  undoImport,
  updateImport,
} from '@tenantry/contract/imports.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/clock/clock.ts'
import { createWorld, type Person, type World } from '../../testing/world.ts'
import { imported, runJob, stoppingAfter, uploaded } from './imports.fixture.ts'

let world: World
let admin: Person
let providerId: string

beforeAll(async () => {
  world = await createWorld()
  ;({ admin, providerId } = world.first)
})
afterAll(() => world.close())

const csv = (...lines: string[]) => lines.join('\n')
const read = async (id: string) => (await admin.api.call(getImport, { params: { id: id as never } })).body
const all = async () => (await admin.api.call(listCustomers, { query: { limit: 200 } as never })).body.items
const byCode = async (code: string) => {
  const query = { filter: { code: { eq: [code] } } } as never
  const [found] = (await admin.api.call(listCustomers, { query })).body.items
  if (!found) throw new TypeError(`There is no ${code}`)
  return (await admin.api.call(getCustomer, { params: { id: found.id } })).body
}
const codes = async () => (await all()).map(({ code }) => code)
const problems = async (person: Person, id: string) =>
  (await person.api.call(listImportProblems, { params: { id: id as never } })).body.items.map(
    ({ row, code }) => `${row} ${code}`,
  )
/** Asks twice with one key, as by a line that breaks: the second answer is the first one. */
const twice = async (action: typeof startImport, id: Import['id']) => {
  const idempotencyKey = newId()
  const ask = () => admin.api.call(action, { params: { id } }, { idempotencyKey })
  const [first, second] = [await ask(), await ask()]
  expect([first.status, second.raw.body]).toEqual([200, first.raw.body])
}
const undone = async (id: Import['id']) => {
  await twice(undoImport, id)
  await runJob(world, { providerId, person: admin, id })
  return read(id)
}

describe('rows about customers that are there (B4)', () => {
  it('change them where that was chosen, say what differs in the log, and name the import there', async () => {
    await imported(
      world,
      providerId,
      admin,
      'Name,Code,City,Country,Domain\nOld,UPD-1,Berlin,DE,old.com\nSame,UPD-2,,,\n',
    )
    const file = 'Name,Code,City,Country,Domain\nNew,upd-1,,,\nSame,UPD-2,,,\nFresh,UPD-3,,,\n'
    const done = await imported(world, providerId, admin, file, { existing: 'update' })
    expect(done.progress).toMatchObject({ created: 1, updated: 1, unchanged: 1, failed: 0 })
    const { id, ...changed } = await byCode('UPD-1')
    expect(changed).toMatchObject({ name: 'New', domain: 'old.com', location: { city: 'Berlin' } })
    const log = (await admin.api.call(listAuditEvents, { query: { filter: { objectId: { eq: [id] } } } as never })).body
    expect(log.items[0]).toMatchObject({
      action: 'customer.updated',
      before: { name: 'Old' },
      after: { name: 'New' },
      requestId: `import ${done.id}`,
      actor: { name: 'First Admin' },
    })
  })

  it('take away what their empty cells say, where that was chosen', async () => {
    const file = 'Code,Name,Domain\nUPD-1,New,\n'
    await imported(world, providerId, admin, file, { existing: 'update', emptyCells: 'clear' })
    expect(await byCode('UPD-1')).toMatchObject({ domain: null, location: { city: 'Berlin' } })
  })

  it('are skipped where that was chosen', async () => {
    const done = await imported(world, providerId, admin, 'Code,Name\nUPD-1,Other\n', { existing: 'skip' })
    expect(done.progress).toMatchObject({ skipped: 1, updated: 0 })
    expect((await byCode('UPD-1')).name).toBe('New')
  })

  it('are found below the chosen parent only', async () => {
    const { partnerId } = world.first
    const file = 'Code,Name\nP-CUST-1,Renamed\nCUST-1,Second of the name\n'
    const done = await imported(world, providerId, admin, file, { existing: 'update', parentId: partnerId as never })
    expect(done.progress).toMatchObject({ created: 1, updated: 1 })
    expect(
      (await all())
        .filter(({ code }) => code === 'CUST-1')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['First Customer', 'Second of the name'])
  })
})

describe('a tree in one file', () => {
  it('comes in with what lies further up first, also in a dry run', async () => {
    const file = csv(
      'Name,Code,Type,Parent code',
      'Leaf,LEAF,Customer,NORTH/HOLD',
      'North,NORTH,Partner,',
      'Holding,HOLD,Enterprise,NORTH',
      'Lost,LOST,Customer,NOWHERE',
    ).replace('Leaf,LEAF,Customer,NORTH/HOLD', 'Division,DIV,Division,NORTH/HOLD')
    const checked = await imported(world, providerId, admin, file, { isCheck: true })
    expect(checked.progress).toMatchObject({ created: 3, failed: 1 })
    expect(await problems(admin, checked.id)).toEqual(['5 parent_unknown'])
    const done = await imported(world, providerId, admin, file)
    expect(done.progress).toMatchObject({ created: 3, failed: 1 })
    expect(await byCode('DIV')).toMatchObject({ type: 'division', parentName: 'Holding' })
  })
})

describe('entities and contacts', () => {
  it('come in from files of their own, whose rows name their customer by code', async () => {
    await imported(world, providerId, admin, 'Name,Code\nHome,HOME-1\n')
    const entities =
      'Customer code,Name,Kind,City,Country\nHOME-1,Delhi,Branch,Delhi,IN\nhome-1,Delhi,,,\nNONE,Lost,,,\n'
    const done = await imported(world, providerId, admin, entities, { kind: 'entities' })
    expect(done.progress).toMatchObject({ created: 0, failed: 3 })
    const right = 'Customer code,Name,Kind\nHOME-1,Delhi,Branch\nHOME-1,Goa,Business unit\n'
    const { id } = await byCode('HOME-1')
    expect((await imported(world, providerId, admin, right, { kind: 'entities' })).progress.created).toBe(2)
    const listed = (await admin.api.call(listEntities, { params: { id }, query: {} })).body.items
    expect(listed.map(({ name, kind }) => `${name} ${kind}`).sort()).toEqual(['Delhi branch', 'Goa business_unit'])
    const changed = await imported(world, providerId, admin, 'Customer code,Name,Code\nHOME-1,Goa,G-1\n', {
      kind: 'entities',
      existing: 'update',
    })
    expect(changed.progress).toMatchObject({ updated: 1, failed: 0 })
    const contacts = 'Customer code,First name,Email,Role\nHOME-1,Ada,ada@home.example,VIP\nHOME-1,,,VIP\n'
    const people = await imported(world, providerId, admin, contacts, { kind: 'contacts' })
    expect(people.progress).toMatchObject({ created: 1, failed: 1 })
    expect((await byCode('HOME-1')).contacts.others).toMatchObject([{ firstName: 'Ada', role: 'VIP' }])
    const back = await undone(people.id)
    expect(back).toMatchObject({ state: 'undone', progress: { takenBack: 1, kept: 0 } })
    expect((await byCode('HOME-1')).contacts.others).toEqual([])
    expect((await undone(changed.id)).progress).toMatchObject({ takenBack: 1 })
  })
})

describe('an import that is taken back', () => {
  it('leaves nothing of what nobody has touched since, and says what it has left', async () => {
    const before = await codes()
    await imported(world, providerId, admin, 'Name,Code,Domain\nThere,BACK-0,there.com\n')
    const file = csv(
      'Name,Code,Domain,Administrator email,Administrator first name,Primary contact email',
      'There now,BACK-0,now.com,,,',
      'One,BACK-1,,boss@back.example,Boss,a@back.example',
      'Two,BACK-2,,,,',
      'Three,BACK-3,,,,',
    )
    const done = await imported(world, providerId, admin, file, { existing: 'update' })
    expect(done.progress).toMatchObject({ created: 3, updated: 1 })
    expect(done.undoableUntil).not.toBeNull()
    const two = await byCode('BACK-2')
    await admin.api.call(updateCustomer, { params: { id: two.id }, body: { name: 'Touched' } }, { ifMatch: '*' })
    await admin.api.call(createEntity, { params: { id: (await byCode('BACK-3')).id }, body: { name: 'Used' } })
    const back = await undone(done.id)
    expect(back).toMatchObject({ state: 'undone', progress: { takenBack: 2, kept: 2 } })
    expect(back.undoableUntil).toBeNull()
    expect((await codes()).filter((code) => !before.includes(code)).sort()).toEqual(['BACK-0', 'BACK-2', 'BACK-3'])
    expect(await byCode('BACK-0')).toMatchObject({ name: 'There', domain: 'there.com' })
    const again = await admin.api.call(undoImport, { params: { id: done.id } })
    expect(again.problem.code).toBe('import_not_possible')
    const { rows } = await world.test.owner.query(
      "SELECT action FROM audit_events WHERE action = 'customer.taken_back' AND request_id = $1",
      [`import ${done.id}`],
    )
    expect(rows).toHaveLength(1)
  })

  it('is there for a day only', async () => {
    const done = await imported(world, providerId, admin, 'Name\nLate\n')
    await world.test.owner.query("UPDATE imports SET finished_at = finished_at - interval '25 hours' WHERE id = $1", [
      done.id,
    ])
    const late = await admin.api.call(undoImport, { params: { id: done.id } })
    expect([late.problem.code, late.problem.params?.reason]).toEqual(['import_not_possible', 'too_late'])
  })
})

describe('an import under way', () => {
  const many = (word: string, count: number) =>
    csv('Name,Code', ...Array.from({ length: count }, (_, index) => `${word} ${index},${word}-${index}`))
  const count = async (word: string) =>
    (await world.test.owner.query('SELECT count(*)::int AS n FROM organizations WHERE starts_with(code, $1)', [word]))
      .rows[0].n

  it('is begun once, and what it is to do is not changed any more', async () => {
    const { id } = await uploaded(admin.api, 'Name\nOnce\n')
    expect((await admin.api.call(startImport, { params: { id } })).body.state).toBe('running')
    expect((await admin.api.call(startImport, { params: { id } })).problem.code).toBe('import_not_possible')
    const late = await admin.api.call(updateImport, { params: { id }, body: { existing: 'skip' } }, { ifMatch: '*' })
    expect(late.problem.code).toBe('import_not_possible')
  })

  it('goes on where another job has left it, without doubles, when two have it at once', async () => {
    const { id } = await uploaded(admin.api, many('PAIR', 290))
    await admin.api.call(startImport, { params: { id } })
    const job = { providerId, person: admin, id }
    await Promise.all([runJob(world, job), runJob(world, job)])
    expect(await read(id)).toMatchObject({ state: 'finished', progress: { created: 290, failed: 0 } })
    expect(await count('PAIR')).toBe(290)
    await runJob(world, job)
    expect(await count('PAIR')).toBe(290)
  })

  it('is cancelled between two pieces; what was imported stays and can be taken back', async () => {
    const { id } = await uploaded(admin.api, many('STOP', 500))
    await admin.api.call(startImport, { params: { id } })
    const running = runJob(world, { providerId, person: admin, id, rowsOfPiece: 20 })
    await expect
      .poll(async () => (await read(id)).progress.created, { timeout: 20_000, interval: 10 })
      .toBeGreaterThan(0)
    expect((await admin.api.call(cancelImport, { params: { id } })).status).toBe(200)
    await running
    const { state, progress } = await read(id)
    expect(state).toBe('cancelled')
    expect(await count('STOP')).toBe(progress.created)
    expect((await undone(id)).progress.takenBack).toBe(progress.created)
    expect(await count('STOP')).toBe(0)
  })

  it('is cancelled at once where a piece waits for something, of which nothing is kept', async () => {
    const { id } = await uploaded(admin.api, many('WAIT', 60))
    await admin.api.call(startImport, { params: { id } })
    const blocker = await world.test.owner.connect()
    try {
      await blocker.query('BEGIN')
      await blocker.query('LOCK TABLE organizations IN SHARE ROW EXCLUSIVE MODE')
      const running = runJob(world, { providerId, person: admin, id, rowsOfPiece: 20 })
      const waiting = () =>
        blocker.query(
          "SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'organizations'::regclass",
        )
      await expect.poll(async () => (await waiting()).rows[0].n, { timeout: 20_000 }).toBeGreaterThan(0)
      const cancelled = await admin.api.call(cancelImport, { params: { id } })
      expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled'])
      await blocker.query('ROLLBACK')
      await running
    } finally {
      blocker.release()
    }
    expect(await read(id)).toMatchObject({ state: 'cancelled', progress: { created: 0 } })
    expect(await count('WAIT')).toBe(0)
  })

  it('ends where whoever began it may no longer do it, and touches nothing beyond their sight', async () => {
    const { customerId, otherCustomerId } = world.first
    const place = { providerId, organizationId: providerId, role: 'technician', reach: 'selected' } as const
    const person = await world.addPerson({ ...place, selected: [customerId] })
    const file = 'Name,Code\nHidden,CUST-2\nSeen,CUST-1\nMine,MINE-1\n'
    const done = await imported(world, providerId, person, file, { existing: 'update' })
    expect(done.progress).toMatchObject({ updated: 1, created: 1, failed: 1 })
    expect(await problems(person, done.id)).toEqual(['2 code_unavailable'])
    const other = await admin.api.call(getCustomer, { params: { id: otherCustomerId as never } })
    expect(other.body.name).toBe('First Other Customer')
    const { id } = await uploaded(person.api, many('GONE', 3))
    await person.api.call(startImport, { params: { id } })
    await world.test.owner.query("UPDATE memberships SET status = 'deactivated' WHERE id = $1", [person.membershipId])
    await runJob(world, { providerId, person, id })
    const { rows } = await world.test.owner.query('SELECT state, stopped_by, created FROM imports WHERE id = $1', [id])
    expect(rows).toEqual([{ state: 'stopped', stopped_by: 'forbidden', created: 0 }])
  })

  it('keeps a row that something unforeseen is in the way of from holding up the others', async () => {
    const { owner } = world.test
    await owner.query("ALTER TABLE organizations ADD CONSTRAINT unforeseen CHECK (code <> 'ODD-3') NOT VALID")
    try {
      const { id } = await uploaded(admin.api, many('ODD', 6))
      await admin.api.call(startImport, { params: { id } })
      const errors = await runJob(world, { providerId, person: admin, id })
      expect(errors).toMatchObject([{ event: 'import.row_failed', importId: id }])
      expect(await read(id)).toMatchObject({ state: 'finished', progress: { created: 5, failed: 1 } })
      expect(await problems(admin, id)).toEqual(['5 internal'])
    } finally {
      await owner.query('ALTER TABLE organizations DROP CONSTRAINT unforeseen')
    }
  })

  it('fails no row for a full disk and leaves none behind, but goes on once there is room, there and back', async () => {
    const { owner } = world.test
    const inRoom = async (fill: string, work: () => Promise<unknown>) => {
      await owner.query(`CREATE FUNCTION fill_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF coalesce(NEW.code, OLD.code) = 'ROOM-3' THEN RAISE EXCEPTION 'No space left' USING ERRCODE = '53100'; END IF;
        RETURN coalesce(NEW, OLD); END $$`)
      await owner.query(
        `CREATE TRIGGER full_disk BEFORE ${fill} ON organizations FOR EACH ROW EXECUTE FUNCTION fill_disk()`,
      )
      try {
        await expect(work()).rejects.toMatchObject({ code: '53100' })
      } finally {
        await owner.query('DROP FUNCTION fill_disk() CASCADE')
      }
      await work()
    }
    const { id } = await uploaded(admin.api, many('ROOM', 6))
    const run = () => runJob(world, { providerId, person: admin, id })
    await admin.api.call(startImport, { params: { id } })
    await inRoom('INSERT', run)
    expect(await read(id)).toMatchObject({ state: 'finished', progress: { created: 6, failed: 0 } })
    await twice(undoImport, id)
    await inRoom('DELETE', run)
    expect(await count('ROOM-')).toBe(0)
  })
})

describe('a check that is cut off', () => {
  it('begins again, with the same counts and each problem once', async () => {
    const rows = Array.from({ length: 120 }, (_, index) => `Cut ${index},CUT-${index},`)
    rows.splice(3, 0, 'Bad,bad code,')
    // Below what an earlier row would add, and the code of an earlier row.
    rows.push('Holding,CUT-H,', 'Below,CUT-B,CUT-H', 'Again,CUT-7,')
    const file = csv('Name,Code,Parent code', ...rows)
    const whole = await imported(world, providerId, admin, file, { isCheck: true })
    const { id } = await uploaded(admin.api, file)
    await admin.api.call(checkImport, { params: { id } })
    await expect(runJob(world, { providerId, person: admin, id, signal: stoppingAfter(1) })).rejects.toThrow('stops')
    const cut = await read(id)
    expect([cut.state, cut.progress.position, cut.progress.failed]).toEqual(['checking', 100, 1])
    await runJob(world, { providerId, person: admin, id })
    const done = await read(id)
    expect([done.state, done.progress]).toEqual(['checked', whole.progress])
    expect(done.progress.failed).toBeGreaterThan(1)
    expect(await problems(admin, id)).toEqual(await problems(admin, whole.id))
    expect((await all()).filter(({ code }) => code.startsWith('CUT-'))).toEqual([])
  })
})

describe('imports of one person', () => {
  it('do not exist for anybody else', async () => {
    const { id } = await uploaded(admin.api, 'Name\nSecret\n')
    for (const person of [world.first.partnerAdmin, world.first.technician, world.second.admin]) {
      expect((await person.api.call(getImport, { params: { id } })).status).toBe(404)
      expect((await person.api.call(startImport, { params: { id } })).status).toBe(404)
      expect((await person.api.request('GET', `/api/v1/imports/${id}/error-file`)).statusCode).toBe(404)
      expect((await person.api.call(listImports)).body.items.map((each) => each.id)).not.toContain(id)
    }
  })

  it('are matched as their house has matched the same headings before', async () => {
    const first = await uploaded(admin.api, 'Yritys,Tunnus\nA,B\n')
    expect(first.missing).toEqual(['name'])
    const body = { matching: ['name', 'code'] }
    await admin.api.call(updateImport, { params: { id: first.id }, body }, { ifMatch: '*' })
    const second = await uploaded(admin.api, 'yritys;TUNNUS\nC;D\n')
    expect(second.columns.map(({ field }) => field)).toEqual(['name', 'code'])
    const elsewhere = await uploaded(world.first.partnerAdmin.api, 'Yritys,Tunnus\nA,B\n')
    expect(elsewhere.columns.map(({ field }) => field)).toEqual([null, null])
  })
})

describe('the file of errors', () => {
  it('holds the rows that failed with what is wrong, and comes back when it is mended', async () => {
    const file = csv('Name,Code,City', 'Right,RIGHT-1,', ',WRONG-1,"Bad\nHomburg"', '=Sum,bad code,"a;b"')
    const done = await imported(world, providerId, admin, file)
    expect(done.progress).toMatchObject({ created: 1, failed: 2 })
    const { body } = await admin.api.request('GET', `/api/v1/imports/${done.id}/error-file`)
    expect(body).toContain("'=Sum")
    const mended = body
      .replace(',,WRONG-1', ',Wrong,WRONG-1')
      .replace('bad code', 'SUM-1')
      .replace(/\n"?Name: [^,]*,,/, '\n,Wrong,')
    const again = await imported(world, providerId, admin, mended)
    expect(again.progress).toMatchObject({ created: 2, failed: 0 })
    expect((await byCode('WRONG-1')).location.city).toMatch(/^Bad\sHomburg$/)
    expect((await byCode('SUM-1')).name).toBe('=Sum')
  })
})

describe('a matching made by hand', () => {
  const headers = 'Yritys,Huomio,Tunnus'
  const fields = ({ columns }: Import) => columns.map(({ field }) => field)

  it('is there again for the file of errors, and what is changed there for the file itself', async () => {
    const matching = ['name', null, 'code']
    const done = await imported(world, providerId, admin, csv(headers, 'Hand,x,bad code'), { matching })
    const { body } = await admin.api.request('GET', `/api/v1/imports/${done.id}/error-file`)
    const again = await uploaded(admin.api, body.replace('bad code', 'HAND-1'))
    expect(again.columns.map(({ header }) => header)).toEqual([errorHeader, 'Yritys', 'Huomio', 'Tunnus'])
    expect(fields(again)).toEqual([null, 'name', null, 'code'])
    const changed = { matching: [null, 'name', 'domain', 'code'] }
    await admin.api.call(updateImport, { params: { id: again.id }, body: changed }, { ifMatch: '*' })
    expect(fields(await uploaded(admin.api, csv(headers, 'Hand,x,HAND-1')))).toEqual(['name', 'domain', 'code'])
  })
})

describe('a matching that does not fit', () => {
  it('is refused at its entries, and nothing of it is remembered', async () => {
    const file = 'Liike,Merkki,Paikka\nA,B,C\n'
    const { id, columns } = await uploaded(admin.api, file)
    const answerTo = async (matching: (string | null)[]) => {
      const { status, problem } = await admin.api.call(
        updateImport,
        { params: { id }, body: { matching } },
        { ifMatch: '*' },
      )
      return [status, problem.code, ...(problem.errors ?? []).map(({ path, code }) => `${path} ${code}`)]
    }
    const refused = [422, 'invalid_input']
    expect(await answerTo(['name', 'no such', 'providerId'])).toEqual([
      ...refused,
      'matching.1 unknown_field',
      'matching.2 unknown_field',
    ])
    expect(await answerTo(['name', 'code'])).toEqual([...refused, 'matching.2 matching_length'])
    expect(await answerTo(['name', 'code', null, null])).toEqual([...refused, 'matching.3 matching_length'])
    expect(await answerTo(['name', 'code', 'name'])).toEqual([...refused, 'matching.2 matched_twice'])
    expect((await read(id)).columns).toEqual(columns)
    expect((await uploaded(admin.api, file)).columns).toEqual(columns)
  })
})

describe('what is required', () => {
  it('is asked of rows as of the form', async () => {
    const location = { country: 'DE', postalCode: 'x' }
    // The form is told first what is wrong with single fields, and then what does not go together.
    const [short, wrong] = [
      await admin.api.call(createCustomer, { body: { name: 'x', location } }),
      await admin.api.call(createCustomer, { body: { name: 'Long enough', location } }),
    ]
    const done = await imported(world, providerId, admin, 'Name,Country,Postal code\nx,DE,x\n')
    const found = (await admin.api.call(listImportProblems, { params: { id: done.id } })).body.items
    expect(found.map(({ field, code, message }) => ({ path: field, code, message }))).toEqual([
      ...(short.problem.errors ?? []),
      ...(wrong.problem.errors ?? []),
    ])
  })
})

describe('what is asked again with the same key', () => {
  it.each([checkImport, startImport])('is done once: $id', async (action) => {
    const { id } = await uploaded(admin.api, 'Name,Code\nAgain,AGAIN-1\n')
    await twice(action, id)
    await twice(cancelImport, id)
  })
})
