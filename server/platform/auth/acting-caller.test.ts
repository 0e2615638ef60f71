import { createApiKey, revokeApiKey } from '@tenantry/contract/api-keys.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { actingCaller, type Starter } from './acting-caller.ts'

let world: World
let starter: Starter

beforeAll(async () => {
  world = await createWorld()
  const { providerId, technician } = world.first
  starter = { providerId, membershipId: technician.membershipId, apiKeyId: null }
})
afterAll(() => world.close())

const acting = (more: Partial<Starter> = {}) => actingCaller(world.installation.database, { ...starter, ...more })
const setRole = (permissions: string[]) =>
  world.test.owner.query("UPDATE roles SET permissions = $1 WHERE provider_id = $2 AND key = 'technician'", [
    permissions,
    starter.providerId,
  ])

describe('whoever a job acts as', () => {
  it('may what their role allows at this moment, and change nothing that they may not read', async () => {
    expect(await acting()).toMatchObject({ kind: 'user', scope: { reach: 'selected' } })
    await setRole(['customers.read', 'customers.create'])
    expect([...((await acting())?.permissions ?? [])]).toEqual(['customers.read', 'customers.create'])
    await setRole(['customers.create', 'devices.read'])
    expect([...((await acting())?.permissions ?? [])]).toEqual(['devices.read'])
  })

  it('is nobody once the key is revoked, and nobody of another provider', async () => {
    await setRole(['customers.read', 'api_keys.manage'])
    const { api } = world.first.technician
    const { body: key } = await api.call(createApiKey, { body: { name: 'Job', expiresInDays: 1 } })
    expect(await acting({ apiKeyId: key.id })).toMatchObject({ kind: 'api_key', apiKey: { name: 'Job' } })
    await api.call(revokeApiKey, { params: { id: key.id } })
    expect(await acting({ apiKeyId: key.id })).toBeNull()
    expect(await acting({ providerId: world.second.providerId })).toBeNull()
  })
})
