/** What an Idempotency-Key repeats, for every operation that takes one. */
import type { Operation } from '@tenantry/contract/operation.ts'
import { operations } from '@tenantry/contract/operations.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/clock/clock.ts'
import { operationUrl } from './operation-url.ts'
import { createWorld, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** Where the example names things that must be real. */
const real = ({ example }: Operation) => ({
  ...(example?.body as object | undefined),
  ...('organizationId' in ((example?.body as object | undefined) ?? {})
    ? { organizationId: world.first.partnerCustomerId }
    : {}),
})
/** What is done to one thing is repeated in the tests of its room, which know a thing that it can be done to. */
const repeatable = operations
  .filter(({ method, access, path }) => method === 'POST' && access !== 'public' && !path.includes('{'))
  // A file is no body to be sent a second time by mistake; the room of imports knows one.
  .filter(({ file }) => !file)
  // Partners, who repeat here, do nothing with the provider's pool; the room of licenses repeats it.
  .filter(({ access }) => access !== 'license_pool.manage')
  // Partners have no mail server; the room of mails repeats what it sends, and it is asked anew whenever somebody wants to.
  .filter(({ id }) => id !== 'testMailSettings' && id !== 'sendOutbox')
  .map((operation) => [operation.id, operation] as const)
/**
 * A draft, a view and a change of many are their maker's own, a template and a tag lie in their maker's own house: none
 * leaves the reach.
 */
const ownThings = ['createCustomerDraft', 'createCustomerTemplate', 'createSavedView', 'createTag', 'createBulkChange']
const showing = repeatable.filter(([id, { secretAnswer }]) => !secretAnswer && !ownThings.includes(id))

function repeat(operation: Operation, body: object) {
  const { partnerAdmin, partnerCustomerId } = world.first
  const url = operationUrl(operation, partnerCustomerId)
  const key = newId()
  return () => partnerAdmin.api.request(operation.method, url, body, { 'idempotency-key': key })
}

describe('a repeated request', () => {
  it.each(repeatable)('of %s has one answer, or is told that the answer is secret', async (_, operation) => {
    const ask = repeat(operation, real(operation))
    const [first, second] = [await ask(), await ask()]
    expect(first.statusCode).toBe(operation.status)
    if (operation.secretAnswer) expect(second.statusCode).toBe(409)
    else expect([second.statusCode, second.body]).toEqual([first.statusCode, first.body])
  })

  it.each(showing)('of %s shows nothing that has left the reach', async (_, operation) => {
    const ask = repeat(operation, { ...real(operation), name: 'Moved out of reach', code: undefined })
    const { id, organizationId = id } = (await ask()).json()
    expect((await ask()).statusCode).toBe(operation.status)
    const link = [world.first.partnerId, organizationId]
    await world.test.owner.query('DELETE FROM organization_closure WHERE ancestor_id = $1 AND descendant_id = $2', link)
    const again = await ask()
    await world.test.owner.query(
      `INSERT INTO organization_closure (provider_id, ancestor_id, descendant_id, distance)
       SELECT provider_id, $1, $2, 1 FROM organizations WHERE id = $2`,
      link,
    )
    expect([again.statusCode, again.json().code]).toEqual([404, 'not_found'])
    expect(again.body).not.toContain('Moved out of reach')
  })
})
