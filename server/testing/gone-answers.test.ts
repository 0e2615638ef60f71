/** What a repeated request is answered once that which it has made is gone. */
import { createDeviceClass } from '@tenantry/contract/device-classes.ts'
import { createLicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { createLicenseRule } from '@tenantry/contract/license-rules.ts'
import { createLicenseType } from '@tenantry/contract/licenses.ts'
import { createSavedView } from '@tenantry/contract/saved-views.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { mustSet, purge } from '../features/lifecycle/lifecycle.fixture.ts'
import type { HttpCaller } from './http-caller.ts'
import { createWorld, type World } from './world.ts'

let world: World
let api: HttpCaller

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const post = (path: string, body: unknown) =>
  api.request('POST', `/api/v1${path}`, body as object, { 'idempotency-key': 'once' })

it.each(
  [createSavedView, createLicensePurchase, createLicenseRule, createLicenseType, createDeviceClass].map(
    (operation) => [operation.id, operation] as const,
  ),
)('%s is not found again once what it made is deleted, and the document says so', async (_, operation) => {
  const { path, example, errors } = operation
  const made = await post(path, example?.body)
  expect(made.statusCode).toBe(201)
  expect((await post(path, example?.body)).body).toBe(made.body)
  const { id, code } = made.json()
  const gone = await api.request('DELETE', `/api/v1${path}/${id ?? code}`, undefined, { 'if-match': '*' })
  expect(gone.statusCode, gone.body).toBe(204)
  const again = await post(path, example?.body)
  expect([again.statusCode, again.json().code]).toEqual([404, 'not_found'])
  expect(errors).toContain('not_found')
})

it('createCustomer is not found again once the customer is purged', async () => {
  const made = await post('/customers', { name: 'Gone for good' })
  const { id, code } = made.json()
  await mustSet(api, id, 'offboarding', 'archived')
  const purged = await purge(api, id, code)
  expect(purged.status, purged.raw.body).toBe(200)
  const again = await post('/customers', { name: 'Gone for good' })
  expect([again.statusCode, again.json().code]).toEqual([404, 'not_found'])
})
