/** Tests that every operation of the contract gets without anybody writing them. */

import { authOperations } from '@tenantry/contract/auth.ts'
import { errorCatalog } from '@tenantry/contract/errors.ts'
import { columnsOfList, filterOperators, operatorsOf } from '@tenantry/contract/list.ts'
import { jsonSchema } from '@tenantry/contract/openapi.ts'
import type { Operation } from '@tenantry/contract/operation.ts'
import { commonErrors } from '@tenantry/contract/operation.ts'
import { operations } from '@tenantry/contract/operations.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/clock/clock.ts'
import { operationUrl } from './operation-url.ts'
import { thingsOf } from './things.ts'
import { createWorld, type Person, type ProviderWorld, type World } from './world.ts'

let world: World
/** Ids of things of a provider by the first part of the path that names them. */
const ids = new Map<ProviderWorld, Record<string, string>>()
let powerless: Person

beforeAll(async () => {
  world = await createWorld()
  for (const provider of [world.first, world.second]) ids.set(provider, await thingsOf(world, provider))
  powerless = await personWithout()
})
afterAll(() => world.close())

async function personWithout(): Promise<Person> {
  const { providerId } = world.first
  await world.test.owner.query(
    "INSERT INTO roles (provider_id, id, organization_id, key, name, permissions) VALUES ($1, $2, $1, 'nothing', 'Nothing', '{}')",
    [providerId, newId()],
  )
  return world.addPerson({ providerId, organizationId: providerId, role: 'nothing' as never, reach: 'all' })
}

/** The address of an operation for things of a provider, or for one id in every place. */
function url(operation: Operation, of: ProviderWorld | string): string {
  return operationUrl(operation, typeof of === 'string' ? of : (ids.get(of) ?? {}))
}

function body(operation: Operation): unknown {
  return operation.body ? (operation.example?.body ?? {}) : undefined
}

const needsSignIn = operations.filter((operation) => operation.access !== 'public')
const withPermission = needsSignIn.filter((operation) => operation.access !== 'session')
const ofOneThing = needsSignIn.filter((operation) => operation.path.includes('{id}'))
// Set-up is gone in a world that has been set up; set-up.test.ts sends it what is wrong.
const withBody = needsSignIn.filter((operation) => operation.body)
const lists = operations.filter(
  ({ query }) => query && 'cursor' in ((jsonSchema(query, 'input').properties ?? {}) as object),
)
const title = (operation: Operation) => [`${operation.method} ${operation.path}`, operation] as const

describe('every operation that needs sign-in', () => {
  it.each(needsSignIn.map(title))('%s refuses without sign-in', async (_, operation) => {
    const answer = await world.anonymous.request(operation.method, url(operation, newId()), body(operation), {
      'if-match': '*',
    })
    expect(answer.statusCode).toBe(401)
    expect(answer.json().code).toBe('not_signed_in')
  })

  it.each(needsSignIn.map(title))('%s refuses a forged key', async (_, operation) => {
    const authorization = `Bearer tnt_${newId().replaceAll('-', '')}_${'A'.repeat(43)}`
    const answer = await world.anonymous.request(operation.method, url(operation, newId()), body(operation), {
      authorization,
      'if-match': '*',
    })
    expect(answer.statusCode).toBe(401)
  })

  it.each(withPermission.map(title))('%s refuses without permission', async (_, operation) => {
    const answer = await powerless.api.request(operation.method, url(operation, world.first), body(operation), {
      'if-match': '*',
    })
    expect(answer.statusCode).toBe(403)
    expect(answer.json().code).toBe('forbidden')
  })

  it.each(needsSignIn.filter(({ method }) => method !== 'GET').map(title))(
    '%s refuses a page of another site',
    async (_, operation) => {
      const answer = await world.first.admin.api.request(
        operation.method,
        url(operation, world.first),
        body(operation),
        {
          origin: 'https://evil.example',
          'if-match': '*',
        },
      )
      expect(answer.statusCode).toBe(403)
      expect(answer.json().code).toBe('origin_rejected')
    },
  )
})

describe('every operation of one thing', () => {
  it.each(ofOneThing.map(title))(
    "%s answers for another provider's thing as for one that never existed",
    async (_, operation) => {
      const ask = (id: ProviderWorld | string) =>
        world.first.admin.api.request(operation.method, url(operation, id), body(operation), { 'if-match': '*' })
      const foreign = await ask(world.second)
      const missing = await ask(newId())
      expect(foreign.statusCode).toBe(404)
      expect(withoutRequestId(foreign.json())).toEqual(withoutRequestId(missing.json()))
      expect(foreign.body.length).toBe(missing.body.length)
    },
  )

  it.each(ofOneThing.map(title))('%s answers for what is no id as for one that never existed', async (_, operation) => {
    for (const id of ['x', '1', 'null', '%00', 'a'.repeat(150), "'%20or%201=1"]) {
      const answer = await world.first.admin.api.request(operation.method, url(operation, id), body(operation), {
        'if-match': '*',
      })
      expect(answer.statusCode, id).toBe(404)
    }
  })
})

describe('every operation with a body', () => {
  // Set-up is over here, and gone whatever is sent to it.
  const answering = withBody.filter(({ id }) => id !== 'setUp')

  it.each(answering.map(title))('%s refuses unknown fields, other types and broken JSON', async (_, operation) => {
    const ask = (payload: unknown, headers: Record<string, string> = {}) =>
      world.first.admin.api.request(operation.method, url(operation, world.first), payload, {
        'if-match': '*',
        ...headers,
      })
    const unknown = await ask({ ...(body(operation) as object), providerId: newId(), unheardOf: 1 })
    expect(unknown.statusCode).toBe(422)
    expect(unknown.json().errors.map((error: { path: string }) => error.path)).toContain('providerId')
    for (const wrong of [[], 'null', '"text"', '42', 'true'])
      expect((await ask(wrong)).statusCode, String(wrong)).toBe(422)
    expect((await ask('{"name":')).statusCode).toBe(400)
    for (const type of otherTypes) expect((await ask('{}', { 'content-type': type })).statusCode, type).toBe(415)
    for (const coding of ['gzip', 'br', 'identity, gzip'])
      expect((await ask('{}', { 'content-encoding': coding })).statusCode, coding).toBe(415)
    expect((await ask(`{"name":"${'x'.repeat(1_100_000)}"}`)).statusCode).toBe(413)
  })

  it.each(operations.filter((operation) => operation.body).map(title))(
    '%s has an example that its own schema accepts',
    (_, operation) => {
      if (operation.id === 'switchMembership') return
      expect(operation.body?.safeParse(operation.example?.body).success).toBe(true)
    },
  )
})

const otherTypes = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json-patch+json',
  'application/json; charset=utf-16',
  'json',
  '',
]

/** For each column of a list: every operator that it lacks, and a value of another kind where it has a kind. */
function wrongFilters(operation: Operation): string[] {
  const columns = operation.query ? columnsOfList.get(operation.query)?.columns : undefined
  return Object.entries(columns ?? {}).flatMap(([name, column]) => {
    const known = operatorsOf(column)
    const lacking = filterOperators.filter((operator) => !known.includes(operator))
    const badValue = column.type === 'text' ? 'filter[#][eq]=a&filter[#][eq]=b' : `filter[#][${known[0]}]=%00wrong`
    const notParted = known.includes('in') ? ['filter[#][in]=a,b'] : []
    return [...lacking.map((operator) => `filter[#][${operator}]=1`), badValue, ...notParted].map((each) =>
      each.replaceAll('#', name),
    )
  })
}

describe('every list', () => {
  it('is known by its cursor, and tells its columns', () => {
    expect(lists.map(({ id }) => id)).toEqual(expect.arrayContaining(['listCustomers', 'listDevices', 'listEntities']))
    for (const operation of lists) expect(wrongFilters(operation).length).toBeGreaterThan(3)
  })

  it.each(lists.map(title))(
    '%s refuses unknown columns, operators, values, orders and cursors',
    async (_, operation) => {
      const wrong = [
        'filter[nothing][eq]=1',
        ...wrongFilters(operation),
        'sort=nothing',
        'limit=0',
        'limit=201',
        'limit=0x10',
        'limit=1e2',
        'limit=%2B5',
        'limit=%205',
        'cursor=broken',
        'cursor=',
        'unheard=1',
        'filter=1',
        'filter[__proto__][eq]=1',
        'limit=1&limit=2',
        `limit=${'9'.repeat(25)}`,
        'limit=1e300',
        'q=%00',
        'q=a%00b',
        'q=%E2%80%8B',
      ]
      for (const query of wrong) {
        const answer = await world.first.admin.api.request('GET', `${url(operation, world.first)}?${query}`)
        expect(answer.statusCode, query).toBe(422)
        const paths = answer.json().errors.map((error: { path: string }) => error.path)
        expect(paths.length, query).toBeGreaterThan(0)
        expect([...new Set(paths)], query).toEqual(paths)
      }
    },
  )

  it.each(lists.map(title))('%s shows nothing of another provider', async (_, operation) => {
    const answer = await world.first.admin.api.request('GET', `${url(operation, world.first)}?limit=200`)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).not.toContain('Second')
    expect(answer.body).not.toContain(world.second.providerId)
  })
})

describe('the contract (B5)', () => {
  it('names each operation once and each code known to the catalogue', () => {
    expect(new Set(operations.map((operation) => operation.id)).size).toBe(operations.length)
    for (const operation of operations)
      for (const code of [...operation.errors, ...commonErrors]) expect(errorCatalog[code]).toBeDefined()
  })

  it('is what the OpenAPI document says, operation by operation', async () => {
    const document = (await world.anonymous.request('GET', '/api/openapi.json')).json()
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(described.sort()).toEqual(
      [
        ...authOperations.map((operation) => `${operation.method} /api/auth${operation.path}`),
        ...operations.map((operation) => `${operation.method} /api/v1${operation.path}`),
      ].sort(),
    )
    expect(document.openapi).toBe('3.1.0')
  })
})

function withoutRequestId({ requestId: _, ...problem }: Record<string, unknown>) {
  return problem
}
