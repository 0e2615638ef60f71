import type { DeviceId, EntityId, OrganizationId } from '@tenantry/contract/ids.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../platform/auth/caller.ts'
import { type Node, TestTree } from '../organizations/organizations.fixture.ts'
import { createDevice } from './create-device.ts'
import { deleteDevice } from './delete-device.ts'
import { getDevice } from './get-device.ts'
import { listDevices } from './list-devices.ts'
import { updateDevice } from './update-device.ts'

// Both walls together as in the product, then the database's alone.
describe.each([{ codeWall: true }, { codeWall: false }])('devices behind the walls (%o)', ({ codeWall }) => {
  let tree: TestTree
  let provider: Node
  let stranger: Node
  let partner: Node
  let below: Node
  let customer: Node
  let sibling: Node
  let branch: string
  let otherBranch: string
  const devices: Record<string, DeviceId> = {}

  async function plant(name: string, home: Node, entityId: string | null = null): Promise<void> {
    const admin = await tree.addPerson(home, { reach: 'subtree' })
    const input = { name, class: 'server', organizationId: home.id as OrganizationId } as const
    const { device } = await tree.as(admin, (context) =>
      createDevice(context, { ...input, entityId: entityId as EntityId | null }),
    )
    devices[name] = device.id
  }

  beforeAll(async () => {
    tree = await TestTree.open({ codeWall })
    provider = await tree.addProvider('Own House')
    stranger = await tree.addProvider('Other House')
    partner = await tree.add(provider, { type: 'partner' })
    below = await tree.add(partner, { name: 'Below the partner' })
    customer = await tree.add(provider, { name: 'Customer' })
    sibling = await tree.add(provider, { name: 'Sibling' })
    branch = await tree.addEntity(customer, 'Branch')
    otherBranch = await tree.addEntity(customer, 'Other branch')
    await plant('box of the house', provider)
    await plant('box of a stranger', stranger)
    await plant('box below the partner', below)
    await plant('box of the sibling', sibling)
    await plant('box of the customer', customer)
    await plant('box of the branch', customer, branch)
    await plant('box of the other branch', customer, otherBranch)
  })

  afterAll(() => tree.close())

  function person(reach: 'all' | 'subtree' | 'selected' | 'entities'): Promise<Caller> {
    switch (reach) {
      case 'all':
        return tree.addPerson(provider, { reach })
      case 'subtree':
        return tree.addPerson(partner, { reach })
      case 'selected':
        return tree.addPerson(provider, { reach, selected: [customer] })
      case 'entities':
        return tree.addPerson(customer, { reach, entities: [branch] })
    }
  }

  const visible = {
    all: [
      'box below the partner',
      'box of the branch',
      'box of the customer',
      'box of the house',
      'box of the other branch',
      'box of the sibling',
    ],
    subtree: ['box below the partner'],
    selected: ['box of the branch', 'box of the customer', 'box of the other branch'],
    entities: ['box of the branch'],
  } as const
  const reaches = ['all', 'subtree', 'selected', 'entities'] as const

  it.each(reaches)('shows a person of reach %s what lies in it, and counts nothing else', async (reach) => {
    const caller = await person(reach)
    for (const q of [undefined, 'box', 'bo']) {
      const page = await tree.as(caller, (context) => listDevices(context, { limit: 50, sort: 'name', q }))
      expect(page.items.map((item) => item.name)).toEqual(visible[reach])
      expect(page.total).toBe(visible[reach].length)
    }
  })

  it.each(reaches)('lets a person of reach %s neither read nor change anything else', async (reach) => {
    const caller = await person(reach)
    const hidden = Object.keys(devices).filter((name) => !visible[reach].some((each) => each === name))
    expect(hidden.length).toBeGreaterThan(0)
    for (const name of hidden) {
      const id = devices[name] ?? ''
      const attempts = [getDevice, deleteDevice, (...args: Parameters<typeof getDevice>) => rename(...args)]
      for (const attempt of attempts)
        await expect(tree.as(caller, (context): Promise<unknown> => attempt(context, id))).rejects.toMatchObject({
          code: 'not_found',
        })
    }
  })

  const rename = (...[context, id]: Parameters<typeof getDevice>) => updateDevice(context, id, { name: 'Renamed' })

  it.each(reaches)('lets a person of reach %s add nothing where they see nothing', async (reach) => {
    const caller = await person(reach)
    const homes = {
      all: [stranger],
      subtree: [stranger, provider, customer],
      selected: [stranger, provider, sibling, below],
      entities: [stranger, provider, sibling, below],
    }
    for (const home of homes[reach])
      await expect(
        tree.as(caller, (context) =>
          createDevice(context, { organizationId: home.id as OrganizationId, name: 'Intruder', class: 'server' }),
        ),
      ).rejects.toMatchObject({ code: 'not_found' })
  })

  it('does not let the entity of a stranger be named, even by somebody who sees all', async () => {
    const foreign = await tree.addEntity(stranger, 'Foreign branch')
    const caller = await person('all')
    await expect(
      tree.as(caller, (context) =>
        updateDevice(context, devices['box of the customer'] ?? '', { entityId: foreign as EntityId }),
      ),
    ).rejects.toMatchObject({ code: 'invalid_input' })
  })

  describe('for somebody who sees one entity', () => {
    const add = async (entityId: string | null) => {
      const input = { organizationId: customer.id as OrganizationId, name: 'New box', class: 'server' } as const
      const caller = await person('entities')
      return tree.as(caller, (context) => createDevice(context, { ...input, entityId: entityId as EntityId | null }))
    }

    const counted = () =>
      tree.asSystem(customer.providerId, async (tx) => {
        const row = await tx
          .selectFrom('organization_counters')
          .select('devices')
          .where('organization_id', '=', customer.id)
          .executeTakeFirstOrThrow()
        return row.devices
      })

    it('adding needs an entity of theirs', async () => {
      await expect(add(null)).rejects.toMatchObject({
        code: 'invalid_input',
        details: { errors: [{ code: 'required' }] },
      })
      await expect(add(otherBranch)).rejects.toMatchObject({
        code: 'invalid_input',
        details: { errors: [{ path: 'entityId', code: 'unknown_reference' }] },
      })
    })

    it('adding and deleting a device of theirs works and is counted', async () => {
      const caller = await person('entities')
      const id = devices['box of the branch'] ?? ''
      const before = await counted()
      const { device } = await add(branch)
      expect(await counted()).toBe(before + 1)
      await tree.as(caller, (context) => deleteDevice(context, device.id))
      expect(await counted()).toBe(before)
      const { items, total } = await tree.as(caller, (context) => listDevices(context, { limit: 50 }))
      expect(items.map((item) => item.id)).toEqual([id])
      expect(total).toBe(1)
    })

    it('a serial number that a device out of sight has is nobody’s', async () => {
      const serialNumber = 'HIDDEN-1'
      const there = { organizationId: customer.id as OrganizationId, class: 'server', serialNumber } as const
      const boss = await person('all')
      const made = await tree.as(boss, (context) => createDevice(context, { ...there, name: 'Hidden' }))
      await expect(tree.as(boss, (context) => createDevice(context, { ...there, name: 'Twin' }))).rejects.toMatchObject(
        { code: 'serial_number_taken' },
      )
      const caller = await person('entities')
      const input = { ...there, name: 'Of the branch', entityId: branch as EntityId }
      const { device } = await tree.as(caller, (context) => createDevice(context, input))
      for (const id of [device.id, made.device.id]) await tree.as(boss, (context) => deleteDevice(context, id))
    })

    it('editing a device of theirs works and cannot push it out of sight', async () => {
      const caller = await person('entities')
      const id = devices['box of the branch'] ?? ''
      const { device } = await tree.as(caller, (context) => updateDevice(context, id, { class: 'printer' }))
      expect(device).toMatchObject({ class: 'printer', organizationName: 'Customer', entityId: branch })
      for (const entityId of [null, otherBranch as EntityId])
        await expect(tree.as(caller, (context) => updateDevice(context, id, { entityId }))).rejects.toMatchObject({
          code: 'invalid_input',
        })
    })
  })
})
