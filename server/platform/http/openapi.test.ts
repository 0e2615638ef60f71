import { authOperations } from '@tenantry/contract/auth.ts'
import { columnsOfList, filterOperators } from '@tenantry/contract/list.ts'
import { needsIfMatch, openApiDocument, takesKey } from '@tenantry/contract/openapi.ts'
import type { Operation } from '@tenantry/contract/operation.ts'
import { operations } from '@tenantry/contract/operations.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operationUrl } from '../../testing/operation-url.ts'
import { createWorld, type World, worldPassword } from '../../testing/world.ts'
import { AppError } from '../errors.ts'
import { createLog } from '../log.ts'
import { createServer } from './server.ts'

let world: World

let importId: string

beforeAll(async () => {
  world = await createWorld()
  const csv = { 'content-type': 'text/csv' }
  const made = await world.first.admin.api.request('POST', '/api/v1/imports?kind=customers', 'Name\nAirtel\n', csv)
  importId = made.json().id
})
afterAll(() => world.close())

interface Parameter {
  name: string
  in: string
  description?: string
  required?: boolean
  schema: Schema
}
interface Schema {
  type?: string
  enum?: string[]
  pattern?: string
  format?: string
  items?: Schema
  anyOf?: Schema[]
  default?: unknown
  examples?: string[]
}
interface Described {
  requestBody: { content: { 'application/json': { schema: z.core.JSONSchema.JSONSchema; example?: unknown } } }
  parameters: Parameter[]
  security: object[]
  responses: Record<string, { content?: object; headers?: object }>
}

const document = openApiDocument('test', operations)
const paths = document.paths as Record<string, Record<string, Described>>
const described = (operation: Operation, base = '/api/v1'): Described => {
  const found = paths[base + operation.path]?.[operation.method.toLowerCase()]
  if (!found) throw new TypeError(`${operation.id} is not described`)
  return found
}
const names = (operation: Operation, place: string) =>
  described(operation)
    .parameters.filter((each) => each.in === place)
    .map(({ name }) => name)
const title = (operation: Operation) => [operation.id, operation] as const

describe('the OpenAPI document', () => {
  it('refers to nothing but what it holds', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? '')
    expect(references.length).toBeGreaterThan(0)
    for (const target of new Set(references)) {
      const [root, ...keys] = target.split('/')
      const found = keys.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document)
      expect([root, typeof found], target).toEqual(['#', 'object'])
    }
    expect(JSON.stringify(document)).not.toContain('$defs')
  })

  it('holds patterns that every reader of JSON Schema knows, with the flag u or without', () => {
    const patterns = [...JSON.stringify(document).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)]
    expect(patterns.length).toBeGreaterThan(100)
    for (const pattern of new Set(patterns.map(([, text]) => JSON.parse(text ?? '') as string))) {
      for (const flags of ['', 'u']) expect(() => new RegExp(pattern, flags), pattern).not.toThrow()
      // Classes of Unicode and groups that look around or have a name are written otherwise in other languages.
      expect(pattern).not.toMatch(/\\[pPkx]|\(\?[^:]/)
    }
  })

  it.each(operations.filter(({ example }) => example?.body !== undefined).map(title))(
    'gives an example of %s that fits what it describes',
    (_, operation) => {
      const { schema, example } = described(operation).requestBody.content['application/json']
      expect(z.fromJSONSchema(schema).safeParse(example).error).toBeUndefined()
    },
  )

  it.each(operations.filter(({ id }) => /^set.*LicenseAlerts$/.test(id)).map(title))(
    'lets recipients be written in one text, as %s takes them (OM3)',
    (_, operation) => {
      const { schema } = described(operation).requestBody.content['application/json']
      const recipients = 'it@airtel.com, office@airtel.com'
      expect(operation.body?.safeParse({ recipients }).error).toBeUndefined()
      expect(z.fromJSONSchema(schema).safeParse({ recipients }).error).toBeUndefined()
    },
  )

  it.each(operations.filter(({ params }) => params).map(title))(
    'says that %s knows of things that are not there',
    (_, operation) => {
      expect(Object.keys(described(operation).responses)).toContain('404')
    },
  )

  it.each(operations.map(title))('gives %s its parameters, its answers and who may call it', (_, operation) => {
    expect(names(operation, 'path')).toEqual([...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    expect(names(operation, 'header').includes('Idempotency-Key')).toBe(takesKey(operation))
    expect(names(operation, 'header').includes('If-Match')).toBe(needsIfMatch(operation))
    const isMeantForOne = operation.access !== 'public' && !['getMe', 'switchMembership'].includes(operation.id)
    expect(names(operation, 'header').includes('Tenantry-Membership')).toBe(isMeantForOne)
    expect(names(operation, 'query').includes('dryRun')).toBe(operation.dryRun === true)
    const { responses, security } = described(operation)
    expect(Object.keys(responses)).toContain(String(operation.status))
    if (operation.dryRun) expect(responses[200]?.content).toBeDefined()
    const schemes = security.flatMap((each) => Object.keys(each))
    const anybody = operation.isByToken ? ['enrollmentToken'] : []
    expect(schemes).toEqual(operation.access === 'public' ? anybody : ['session', 'secureSession', 'apiKey'])
    const { securitySchemes } = document.components as { securitySchemes: object }
    expect(Object.keys(securitySchemes)).toEqual(expect.arrayContaining(schemes))
  })
})

it('describes an Idempotency-Key as the server takes it', async () => {
  const keyOf = ({ parameters }: Described) => parameters.find(({ name }) => name === 'Idempotency-Key')?.schema
  const schema = keyOf(described(operations.find(({ id }) => id === 'createCustomer') as Operation)) ?? {}
  const isDescribed = (key: string) => z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema).safeParse(key).success
  expect(schema).toMatchObject({ minLength: 1, maxLength: 255 })
  for (const key of ['k', '~'.repeat(255), '', 'k'.repeat(256), 'a key', 'clé']) {
    const body = { name: `Keyed ${key.length}`, code: `KEYED${key.length}` }
    const answer = await world.first.admin.api.request('POST', '/api/v1/customers', body, { 'idempotency-key': key })
    expect([key, answer.statusCode]).toEqual([key, isDescribed(key) ? 201 : 422])
  }
})

it('names the headers that come with an error', async () => {
  const described = (path: string, status: number) =>
    Object.keys(paths[path]?.get?.responses[status]?.headers ?? {}).map((name) => name.toLowerCase())
  const limit = { perMinute: 1, knownCaller: () => null }
  const app = await createServer({ logger: createLog('silent'), trustProxy: 0, secure: false, requestLimit: limit })
  app.get('/api/v1/me', async () => {
    throw new AppError('not_signed_in')
  })
  const sent = async (names: RegExp) => {
    const { statusCode, headers } = await app.inject('/api/v1/me')
    return [statusCode, Object.keys(headers).filter((name) => names.test(name))]
  }
  expect(await sent(/^www-/)).toEqual([401, described('/api/v1/me', 401)])
  const [status, ofLimits] = await sent(/^(retry|x-ratelimit)-/)
  await app.close()
  expect(status).toBe(429)
  expect(described('/api/v1/me', 429).sort()).toEqual([ofLimits].flat().sort())
  expect(described('/api/v1/customers/{id}', 308)).toEqual(['location'])
})

describe('the header Origin', () => {
  it.each(operations.filter(({ access }) => access === 'public').map(title))(
    'is described for %s where a program that leaves it out is refused',
    async (_, operation) => {
      const { method, path, example } = operation
      const answer = await world.app.inject({ method, url: `/api/v1${path}`, payload: example?.body ?? {} })
      const isRefused = answer.statusCode === 403 && answer.json().code === 'origin_rejected'
      // Set up already: there is nothing that could refuse.
      if (operation.tag !== 'setup') expect(names(operation, 'header').includes('Origin')).toBe(isRefused)
      expect(names(operation, 'header').includes('Origin')).toBe(method !== 'GET' && !operation.isByToken)
    },
  )
})

describe('a query parameter', () => {
  const collections = operations.flatMap(({ path }) => [...path.matchAll(/([^/]+)\/\{/g)].map(([, name = '']) => name))
  /** What there is, by its collection; of the others the id of something else. */
  const things = () => ({
    ...Object.fromEntries(collections.map((name) => [name, world.first.customerId])),
    imports: importId,
    'license-pool': 'users',
    licenses: 'it_assets',
    'license-types': 'it_assets',
  })
  const first = ({ enum: values, format, type, anyOf, items, examples, default: given }: Schema): string => {
    if (items) return first(items)
    if (values) return values[0] ?? ''
    if (anyOf) return '2026-01-01T00:00:00Z'
    if (format === 'uuid') return world.first.partnerId
    if (format === 'date') return '2026-01-01'
    if (type === 'boolean') return 'true'
    if (type === 'number' || type === 'integer') return String(given ?? 1)
    return examples?.[0] ?? 'name'
  }

  const chunks = <Each>(all: Each[], size: number): Each[][] =>
    Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))

  it.each(operations.filter(({ query, file, method }) => query && !file && method !== 'DELETE').map(title))(
    'of %s is accepted when it is described',
    async (_, operation) => {
      const { parameters } = described(operation)
      const needed = parameters.filter((each) => each.in === 'query' && each.required)
      // It is asked by GET, which has no dry run.
      const own = parameters.filter((each) => each.in === 'query' && !['cursor', 'dryRun'].includes(each.name))
      // Conditions several at once, for whatever is refused is named; the others may exclude each other.
      const isCondition = ({ name }: { name: string }) => name.startsWith('filter[')
      const conditions = own.filter(isCondition)
      for (const some of [
        ...chunks(conditions, 12),
        ...own.filter((each) => !isCondition(each)).map((each) => [each]),
      ]) {
        const query = new URLSearchParams()
        for (const { name, schema } of new Set([...needed, ...some])) query.append(name, first(schema))
        const answer = await world.first.admin.api.request('GET', `${operationUrl(operation, things())}?${query}`)
        expect([answer.statusCode, query.toString()], answer.body).toEqual([200, query.toString()])
      }
    },
  )

  it('of a column that takes keys of one’s own is no closed list (IF15)', () => {
    const open = operations.flatMap((operation) => {
      const columns = (operation.query && columnsOfList.get(operation.query)?.columns) ?? {}
      const theirs = Object.entries(columns).filter(([, { isOpen }]) => isOpen)
      const { parameters } = described(operation)
      return theirs.flatMap(([name]) => parameters.filter((each) => each.name === `filter[${name}][eq]`))
    })
    expect(open.length).toBeGreaterThan(2)
    for (const { schema, description } of open) {
      expect(description).toMatch(/: .*\. A key such as \w+(, \w+)*, or one of the provider’s own$/)
      expect(schema.enum).toBeUndefined()
      expect('camera').toMatch(new RegExp(schema.pattern ?? 'no pattern'))
    }
  })

  it('can take at least one of the values that it is described with', () => {
    expect(JSON.stringify(document)).toContain('"enum":["name"')
    expect(JSON.stringify(document)).not.toContain('"enum":[]')
  })

  it.each(operations.filter((operation) => operation.method === 'GET' && operation.access !== 'public').map(title))(
    'of %s is refused when it is not described',
    async (_, operation) => {
      const columns = operation.query ? columnsOfList.get(operation.query)?.columns : undefined
      const all = Object.keys(columns ?? {}).flatMap((column) =>
        filterOperators.map((operator) => `filter[${column}][${operator}]`),
      )
      const undescribed = [...all, 'filter[id][eq]', 'sort', 'unheardOf', 'dryRun'].filter(
        (name) => !names(operation, 'query').includes(name),
      )
      expect(undescribed.length).toBeGreaterThan(2)
      const path = operationUrl(operation, things())
      const refused = async (asked: Record<string, string>) => {
        const query = new URLSearchParams(asked)
        const answer = await world.first.admin.api.request('GET', `${path}?${query}`)
        expect([answer.statusCode, query.toString()]).toEqual([422, query.toString()])
        return (answer.json().errors as { path: string }[]).map((each) => each.path)
      }
      // Each is told, by its column and operator where the list can be filtered at all.
      const pathOf = (name: string) => {
        const [parameter = '', ...inside] = name.split(/\]?\[|\]/).filter(Boolean)
        return columns ? [parameter, ...inside].join('.') : parameter
      }
      // No answer names more than a hundred.
      for (const some of chunks(undescribed, 90)) {
        const told = await refused(Object.fromEntries(some.map((name) => [name, '1'])))
        expect(told).toEqual(expect.arrayContaining([...new Set(some.map(pathOf))]))
        expect([...new Set(told)]).toEqual(told)
      }
      if (undescribed.includes('sort')) await refused({ sort: '' })
    },
  )
})

describe('sign-in', () => {
  it('is described with the answers that it gives', async () => {
    for (const operation of authOperations) expect(described(operation, '/api/auth').security).toEqual([])
    const answers: Record<string, [unknown, number]> = {
      signIn: [{ email: world.first.admin.email, password: worldPassword }, 200],
      signOut: [undefined, 200],
      getSession: [undefined, 200],
      requestPasswordReset: [{ email: 'nobody@first.example' }, 200],
      checkResetLink: [{ token: 'none' }, 422],
      resetPassword: [{ token: 'spent', newPassword: worldPassword }, 422],
      changePassword: [{ currentPassword: worldPassword, newPassword: 'nine patient herons 57' }, 401],
    }
    for (const { id, method, path, response } of authOperations) {
      const [body, status] = answers[id] ?? []
      const answer = await world.anonymous.request(method, `/api/auth${path}`, body)
      expect([id, answer.statusCode]).toEqual([id, status])
      if (status === 200) expect(response?.safeParse(answer.json()).error).toBeUndefined()
    }
  })

  it('stands in the readable reference, too', async () => {
    const { body } = await world.anonymous.request('GET', '/api/docs')
    for (const { method, path } of authOperations) expect(body).toContain(`${method} /api/auth${path}`)
  })
})
