import type { Device } from '@tenantry/contract/devices.ts'
import type { EntityId, OrganizationId } from '@tenantry/contract/ids.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../platform/auth/caller.ts'
import { type Node, TestTree } from '../organizations/organizations.fixture.ts'
import { createDevice, type DeviceInput } from './create-device.ts'
import { deleteDevice } from './delete-device.ts'
import { getDevice } from './get-device.ts'
import { updateDevice } from './update-device.ts'

let tree: TestTree
let provider: Node
let admin: Caller

beforeAll(async () => {
  tree = await TestTree.open()
  provider = await tree.addProvider('Own House')
  admin = await tree.addPerson(provider, { reach: 'all' })
})

afterAll(() => tree.close())

const notGrowing = {
  code: 'invalid_input',
  details: { errors: [{ path: 'organizationId', code: 'organization_not_growing' }] },
}
const readOnly = { code: 'invalid_input', details: { errors: [{ path: '', code: 'organization_read_only' }] } }

function create(home: Node, input: Partial<DeviceInput> = {}, caller = admin): Promise<{ device: Device }> {
  const body: DeviceInput = { organizationId: home.id as OrganizationId, name: 'srv-01', class: 'server', ...input }
  return tree.as(caller, (context) => createDevice(context, body))
}

/** The count as it is kept, and the rows as they are. */
async function counts(node: Node): Promise<{ kept: number; rows: number }> {
  const { rows } = await tree.test.owner.query<{ kept: number; rows: number }>(
    `SELECT c.devices AS kept, (SELECT count(*)::int FROM devices d WHERE d.organization_id = c.organization_id) AS rows
     FROM organization_counters c WHERE c.organization_id = $1`,
    [node.id],
  )
  return rows[0] ?? { kept: Number.NaN, rows: Number.NaN }
}

describe('a new device', () => {
  it.each(['suspended', 'offboarding', 'archived'] as const)('is refused where it is %s', async (status) => {
    const held = await tree.add(provider, { type: 'enterprise', status })
    const below = await tree.add(held, { type: 'division' })
    for (const home of [held, below]) await expect(create(home)).rejects.toMatchObject(notGrowing)
    expect(await counts(held)).toEqual({ kept: 0, rows: 0 })
    expect(await counts(below)).toEqual({ kept: 0, rows: 0 })
  })

  it('is possible in a disabled organization for the people of the provider, and for nobody else', async () => {
    const partner = await tree.add(provider, { type: 'partner' })
    const disabled = await tree.add(partner, { status: 'disabled' })
    await create(disabled)
    const partnerAdmin = await tree.addPerson(partner, { reach: 'subtree' })
    await expect(create(disabled, {}, partnerAdmin)).rejects.toMatchObject(notGrowing)
    expect(await counts(disabled)).toEqual({ kept: 1, rows: 1 })
  })

  it('is refused below a hold that the caller cannot see', async () => {
    const held = await tree.add(provider, { type: 'partner', status: 'suspended' })
    const below = await tree.add(held, { type: 'partner' })
    const home = await tree.add(below)
    const entity = await tree.addEntity(home, 'Branch')
    const people = [
      await tree.addPerson(provider, { reach: 'selected', selected: [home] }),
      await tree.addPerson(below, { reach: 'subtree' }),
    ]
    for (const person of people) await expect(create(home, {}, person)).rejects.toMatchObject(notGrowing)
    const ofEntity = await tree.addPerson(home, { reach: 'entities', entities: [entity] })
    await expect(create(home, { entityId: entity as EntityId }, ofEntity)).rejects.toMatchObject(notGrowing)
    expect(await counts(home)).toEqual({ kept: 0, rows: 0 })
  })
})

describe('a device of an archived organization', () => {
  it.each(['itself', 'one above'])('stays as it is (%s is archived)', async (which) => {
    const above = await tree.add(provider, { type: 'enterprise' })
    const home = await tree.add(above, { type: 'division' })
    const { device } = await create(home)
    await tree.test.owner.query("UPDATE organizations SET status = 'archived' WHERE id = $1", [
      which === 'itself' ? home.id : above.id,
    ])
    await expect(
      tree.as(admin, (context) => updateDevice(context, device.id, { name: 'Changed' })),
    ).rejects.toMatchObject(readOnly)
    await expect(tree.as(admin, (context) => deleteDevice(context, device.id))).rejects.toMatchObject(readOnly)
    await expect(create(home)).rejects.toMatchObject(notGrowing)
    expect((await tree.as(admin, (context) => getDevice(context, device.id))).device).toEqual(device)
    expect(await counts(home)).toEqual({ kept: 1, rows: 1 })
  })
})
