import type { Device } from '@tenantry/contract/devices.ts'
import type { EntityId, OrganizationId } from '@tenantry/contract/ids.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../platform/auth/caller.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { type Node, TestTree } from '../organizations/organizations.fixture.ts'
import { createDevice, type DeviceInput } from './create-device.ts'
import { deleteDevice } from './delete-device.ts'
import { getDevice } from './get-device.ts'
import { type DevicePatch, updateDevice } from './update-device.ts'

let tree: TestTree
let provider: Node
let customer: Node
let branch: string
let admin: Caller

beforeAll(async () => {
  tree = await TestTree.open()
  provider = await tree.addProvider('Own House')
  customer = await tree.add(provider, { name: 'Customer' })
  branch = await tree.addEntity(customer, 'Branch')
  admin = await tree.addPerson(provider, { reach: 'all' })
})

afterAll(() => tree.close())

function create(home: Node, input: Partial<DeviceInput> = {}, caller = admin) {
  const body: DeviceInput = { organizationId: home.id as OrganizationId, name: 'srv-01', class: 'server', ...input }
  return tree.as(caller, (context) => createDevice(context, body))
}

function update(id: string, patch: DevicePatch, ifMatch: number | null = null) {
  return tree.as(admin, (context) => updateDevice(context, id, patch), ifMatch)
}

function read(id: string): Promise<{ device: Device; version: number }> {
  return tree.as(admin, (context) => getDevice(context, id))
}

function remove(id: string, ifMatch: number | null = null): Promise<void> {
  return tree.as(admin, (context) => deleteDevice(context, id), ifMatch)
}

/** The count as it is kept, and the rows as they are. */
async function counts(node: Node): Promise<{ kept: number; rows: number }> {
  return tree.asSystem(node.providerId, async (tx) => {
    const { devices } = await tx
      .selectFrom('organization_counters')
      .select('devices')
      .where('organization_id', '=', node.id)
      .executeTakeFirstOrThrow()
    const { rows } = await tx
      .selectFrom('devices')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .where('organization_id', '=', node.id)
      .executeTakeFirstOrThrow()
    return { kept: devices, rows }
  })
}

async function auditOf(id: string) {
  return tree.asSystem(provider.providerId, (tx) =>
    tx
      .selectFrom('audit_events as e')
      .innerJoin('audit_payloads as p', (join) =>
        join.onRef('p.provider_id', '=', 'e.provider_id').onRef('p.audit_event_id', '=', 'e.id'),
      )
      .select(['e.action', 'e.organization_id', 'p.before', 'p.after'])
      .where('e.object_id', '=', id)
      .orderBy('e.id')
      .execute(),
  )
}

const waiting =
  'SELECT FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE datname = current_database() AND NOT granted'

/** Returns as soon as a transaction waits for a lock of another. */
async function somebodyWaits(): Promise<void> {
  for (const deadline = Date.now() + 10_000; (await tree.test.owner.query(waiting)).rowCount === 0; )
    if (Date.now() > deadline) throw new TypeError('Nobody waits for a lock')
}

describe('adding a device', () => {
  it('keeps, counts and records it', async () => {
    const home = await tree.add(provider, { name: 'Fresh Customer' })
    const { device, version } = await create(home, { name: 'Frontend 01', class: 'phone' })
    expect(device).toMatchObject({ organizationName: 'Fresh Customer', entityId: null, class: 'phone' })
    expect(version).toBe(1)
    expect(await read(device.id)).toEqual({ device, version })
    expect(await counts(home)).toEqual({ kept: 1, rows: 1 })
    const fields = { organizationId: home.id, entityId: null, name: 'Frontend 01', class: 'phone' }
    expect(await auditOf(device.id)).toMatchObject([
      { action: 'device.created', organization_id: home.id, before: null, after: fields },
    ])
  })

  it('is possible in an organization of any type, the provider itself included', async () => {
    const partner = await tree.add(provider, { type: 'partner' })
    const enterprise = await tree.add(provider, { type: 'enterprise' })
    const division = await tree.add(enterprise, { type: 'division' })
    for (const home of [provider, partner, enterprise, division]) await create(home)
    for (const home of [provider, partner, enterprise, division])
      expect(await counts(home)).toEqual({ kept: 1, rows: 1 })
  })

  it('takes an entity of the organization, and none of another', async () => {
    const { device } = await create(customer, { entityId: branch as EntityId })
    expect(device.entityId).toBe(branch)
    const sibling = await tree.add(provider)
    await expect(create(sibling, { entityId: branch as EntityId })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: [{ path: 'entityId', code: 'unknown_reference' }] },
    })
    expect(await counts(sibling)).toEqual({ kept: 0, rows: 0 })
  })
})

describe('editing a device', () => {
  it('raises the version and records the difference', async () => {
    const { device } = await create(customer, { name: 'Before' })
    const changed = await update(device.id, { name: 'After', entityId: branch as EntityId }, 1)
    expect(changed.version).toBe(2)
    expect(changed.device).toMatchObject({ name: 'After', entityId: branch, class: 'server' })
    expect(await read(device.id)).toEqual(changed)
    expect((await auditOf(device.id))[1]).toMatchObject({
      action: 'device.updated',
      before: { name: 'Before', entityId: null },
      after: { name: 'After', entityId: branch },
    })
    const freed = await update(device.id, { entityId: null }, 2)
    expect(freed.device.entityId).toBeNull()
  })

  it('changes and records nothing where nothing differs', async () => {
    const { device, version } = await create(customer, { name: 'Same', entityId: branch as EntityId })
    const unchanged = await update(device.id, { name: 'Same', class: 'server', entityId: branch as EntityId }, 1)
    expect(unchanged).toEqual({ device, version })
    expect(await auditOf(device.id)).toHaveLength(1)
  })

  it('is refused to whoever has read an older version', async () => {
    const { device } = await create(customer)
    await update(device.id, { name: 'First editor' }, 1)
    await expect(update(device.id, { name: 'Second editor' }, 1)).rejects.toMatchObject({ code: 'precondition_failed' })
    expect((await read(device.id)).device.name).toBe('First editor')
  })

  it('lets one of two at once through', async () => {
    const { device } = await create(customer)
    let firstHasChanged = () => {}
    const changed = new Promise<void>((resolve) => {
      firstHasChanged = resolve
    })
    const change = async (context: CallContext) => {
      await updateDevice(context, device.id, { name: 'First editor' })
      firstHasChanged()
      await somebodyWaits()
    }
    const first = tree.as(admin, change, 1)
    await Promise.race([changed, first])
    const second = update(device.id, { name: 'Second editor' }, 1).catch((error: unknown) => error)
    await first
    expect(await second).toMatchObject({ code: 'precondition_failed' })
    expect(await read(device.id)).toMatchObject({ version: 2, device: { name: 'First editor' } })
  })

  it('does not lose any of several that accept every version', async () => {
    const { device } = await create(customer)
    await Promise.all(Array.from({ length: 10 }, (_, editor) => update(device.id, { name: `Editor ${editor}` })))
    expect((await read(device.id)).version).toBe(11)
    expect(await auditOf(device.id)).toHaveLength(11)
  })

  it('refuses an entity of another organization', async () => {
    const { device } = await create(await tree.add(provider))
    await expect(update(device.id, { entityId: branch as EntityId }, 1)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: [{ path: 'entityId', code: 'unknown_reference' }] },
    })
  })
})

describe('deleting a device', () => {
  it('removes it, counts it off and records what it was', async () => {
    const home = await tree.add(provider)
    const { device } = await create(home, { name: 'Old one' })
    await remove(device.id)
    await expect(read(device.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await counts(home)).toEqual({ kept: 0, rows: 0 })
    expect((await auditOf(device.id))[1]).toMatchObject({
      action: 'device.deleted',
      before: { name: 'Old one' },
      after: null,
    })
  })

  it('keeps it for whoever names a version that it no longer has', async () => {
    const { device, version } = await create(provider)
    await update(device.id, { name: 'renamed since' })
    const before = await counts(provider)
    await expect(remove(device.id, version)).rejects.toMatchObject({ code: 'precondition_failed' })
    expect(await counts(provider)).toEqual(before)
    await remove(device.id, version + 1)
    expect(await counts(provider)).toEqual({ kept: before.kept - 1, rows: before.rows - 1 })
  })

  it('counts off once when several delete the same one', async () => {
    const home = await tree.add(provider)
    const { device } = await create(home)
    await create(home)
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => remove(device.id)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'not_found' })
    expect(await counts(home)).toEqual({ kept: 1, rows: 1 })
  })
})

it('counts many devices that come and go at once exactly', async () => {
  const homes = [await tree.add(provider), await tree.add(provider), provider]
  const before = await Promise.all(homes.map(counts))
  const comeAndGo = async (index: number) => {
    const { device } = await create(homes[index % homes.length] ?? provider, { name: `pc-${index}` })
    if (index % 2 === 0) await Promise.allSettled([remove(device.id), index % 4 === 0 && remove(device.id)])
  }
  const lane = async (start: number) => {
    for (let index = start; index < 160; index += 40) await comeAndGo(index)
  }
  await Promise.all(Array.from({ length: 40 }, (_, start) => lane(start)))
  const after = await Promise.all(homes.map(counts))
  for (const { kept, rows } of after) expect(kept).toBe(rows)
  const sum = (all: { kept: number }[]) => all.reduce((total, { kept }) => total + kept, 0)
  expect(sum(after) - sum(before)).toBe(80)
})
