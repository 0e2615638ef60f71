/** Tests that every operation of the contract gets without anybody writing them. */

import { authOperations } from '@tenantry/contract/auth.ts'
import { errorCatalog } from '@tenantry/contract/errors.ts'
import { columnsOfList, operatorsOf } from '@tenantry/contract/list.ts'
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
const noIds = ['x', '%00', '1', 'null', 'a'.repeat(150), "'%20or%201=1"]
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
    for (const id of operation.method === 'GET' ? noIds : noIds.slice(0, 2)) {
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
    // How a body is read is the server's own for all operations: one is sent everything, the others one of each kind.
    const some = <Each>(all: readonly Each[]) => (operation.id === 'createCustomer' ? all : all.slice(0, 1))
    for (const wrong of ['null', ...some(otherValues)]) expect((await ask(wrong)).statusCode, String(wrong)).toBe(422)
    expect((await ask('{"name":')).statusCode).toBe(400)
    for (const type of some(otherTypes)) expect((await ask('{}', { 'content-type': type })).statusCode, type).toBe(415)
    for (const coding of some(codings))
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

const otherValues = ['[]', '"text"', '42', 'true']
const codings = ['gzip', 'br', 'identity, gzip']
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

/** For the columns of a list a value of another kind each, and one that was meant as two. */
function wrongFilters(operation: Operation): string[][] {
  const columns = operation.query ? columnsOfList.get(operation.query)?.columns : undefined
  const named = Object.entries(columns ?? {}).map(([name, column]) => ({ name, column, known: operatorsOf(column) }))
  const ofOtherKind = ({ name, column: { type }, known }: (typeof named)[number]) =>
    type === 'text' ? [`filter[${name}][eq]=a`, `filter[${name}][eq]=b`] : [`filter[${name}][${known[0]}]=%00wrong`]
  return [
    named.filter(({ column }) => !column.isOpen).flatMap(ofOtherKind),
    // Whether there is such a value is asked only where nothing else is wrong.
    ...named.filter(({ column }) => column.isOpen).map(ofOtherKind),
    named.filter(({ known }) => known.includes('in')).map(({ name }) => `filter[${name}][in]=a,b`),
  ]
}

/** Where a filter is told to be wrong. */
const pathOf = (filter: string) => filter.replace(/^filter\[(\w+)\]\[(\w+)\].*$/, 'filter.$1.$2')

describe('every list', () => {
  it('is known by its cursor, and tells its columns', () => {
    expect(lists.map(({ id }) => id)).toEqual(expect.arrayContaining(['listCustomers', 'listDevices', 'listEntities']))
    for (const operation of lists) expect(wrongFilters(operation).flat().length).toBeGreaterThan(1)
  })

  it.each(lists.map(title))(
    '%s refuses unknown columns, operators, values, orders and cursors',
    async (_, operation) => {
      const told = async (query: string) => {
        const answer = await world.first.admin.api.request('GET', `${url(operation, world.first)}?${query}`)
        expect(answer.statusCode, query).toBe(422)
        const paths: string[] = answer.json().errors.map((error: { path: string }) => error.path)
        expect(paths.length, query).toBeGreaterThan(0)
        expect([...new Set(paths)], query).toEqual(paths)
        return paths
      }
      // The operators that a column lacks are those that openapi.test.ts sends.
      for (const filters of wrongFilters(operation))
        if (filters.length > 0)
          expect(await told(filters.join('&'))).toEqual(expect.arrayContaining(filters.map(pathOf)))
      const wrong = [
        'filter[nothing][eq]=1',
        'sort=nothing',
        'limit=0',
        'limit=201',
        // How a number is read is one function's for all lists.
        ...(operation.id === 'listCustomers' ? ['limit=0x10', 'limit=1e2', 'limit=%2B5', 'limit=%205'] : []),
        'cursor=broken',
        'cursor=',
        'unheard=1',
        'filter=1',
        'filter[__proto__][eq]=1',
        'limit=1&limit=2',
        'q=a%00b',
      ]
      for (const query of wrong) await told(query)
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
