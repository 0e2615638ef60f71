import { z } from 'zod'
import { authOperations } from './auth.ts'
import { errorCatalog } from './errors.ts'
import { columnsOfList } from './list.ts'
import { filterParameters, sortParameters } from './list-parameters.ts'
import { commonErrors, isMeantForOne, membershipHeader, type Operation } from './operation.ts'

type Json = Record<string, unknown>

const cookieUse =
  'Set by POST /api/auth/sign-in/email. Whatever is no GET needs the header Origin beside it, with the origin of this installation'

const about = `Customer management for managed service providers.

Lists take conditions as \`filter[column][operator]=value\`, all of which hold together. \`in\` and \`nin\` take several values by repeating the parameter, as in \`filter[country][in]=US&filter[country][in]=DE\`: a comma is a character like any other, and a single value that holds one has \`[]\` behind the name, as in \`filter[name][in][]=Smith, Inc\`. Pages go on by \`cursor\`, which belongs to one list with its conditions and order.`

/**
 * Makes the OpenAPI 3.1 document of a set of operations and of sign-in.
 * @param version version of the product
 * @param operations what the API can do
 */
export function openApiDocument(version: string, operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {}
  for (const [base, list] of [
    ['/api/auth', authOperations],
    ['/api/v1', operations],
  ] as const)
    for (const operation of list) {
      const path = base + operation.path
      paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) }
    }
  return {
    openapi: '3.1.0',
    info: { title: 'Tenantry API', version, description: about },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'tenantry.session_token',
          description: `Over http. ${cookieUse}`,
        },
        secureSession: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-tenantry.session_token',
          description: `Over https. ${cookieUse}`,
        },
        apiKey: { type: 'http', scheme: 'bearer', description: 'API key that begins with tnt_' },
        enrollmentToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'Token of a customer that begins with tne_, from POST /api/v1/customers/{id}/enrollment-tokens',
        },
      },
      schemas: { Problem: problemSchema },
    },
  }
}

/** JSON Schema of a zod schema as it is sent (`input`) or answered (`output`), complete in itself. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Json
  const { $schema: _, id: __, $defs: ___, ...inlined } = withoutReferences(json, (json.$defs ?? {}) as Json) as Json
  return inlined
}

/** Schemas that have a name are referred to from beside themselves, where nobody finds them inside a document. */
function withoutReferences(node: unknown, named: Json): unknown {
  if (Array.isArray(node)) return node.map((each) => withoutReferences(each, named))
  if (typeof node !== 'object' || node === null) return node
  const { $ref, ...rest } = node as Json
  const name = typeof $ref === 'string' ? $ref.replace('#/$defs/', '') : null
  const { id: _, ...target } = name === null ? ({} as Json) : (named[name] as Json)
  return Object.fromEntries(
    Object.entries({ ...target, ...rest }).map(([key, value]) => [
      key,
      key === '$defs' ? {} : withoutReferences(value, named),
    ]),
  )
}

function describe(operation: Operation): Json {
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    security: security(operation),
    ...(operation.access === 'public' || operation.access === 'session' ? {} : { 'x-permission': operation.access }),
    parameters: parameters(operation),
    ...(operation.body || operation.file ? { requestBody: requestBody(operation) } : {}),
    responses: responses(operation),
  }
}

function security(operation: Operation): Json[] {
  if (operation.isByToken) return [{ enrollmentToken: [] }]
  if (operation.access === 'public') return []
  return [{ session: [] }, { secureSession: [] }, { apiKey: [] }]
}

function requestBody(operation: Operation): Json {
  if (operation.file)
    return {
      required: true,
      description: `The file as it is, at most ${operation.file.mostBytes} bytes`,
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    }
  const content: Json = { schema: operation.body ? jsonSchema(operation.body, 'input') : {} }
  if (operation.example?.body !== undefined) content.example = operation.example.body
  return { required: true, content: { 'application/json': content } }
}

function parameters(operation: Operation): Json[] {
  const list: Json[] = []
  for (const [name, schema] of Object.entries(operation.params?.shape ?? {}))
    list.push({ name, in: 'path', required: true, schema: jsonSchema(schema as z.ZodType, 'input') })
  list.push(...queryParameters(operation))
  if (operation.dryRun)
    list.push({
      name: 'dryRun',
      in: 'query',
      schema: { type: 'boolean' },
      description: 'Computes everything, writes nothing',
    })
  if (takesKey(operation))
    list.push({
      ...header('Idempotency-Key', keysMeaning, false),
      schema: { type: 'string', minLength: 1, maxLength: mostOfIdempotencyKey, pattern: idempotencyKey.source },
    })
  if (needsOrigin(operation))
    list.push(header('Origin', 'Origin of this installation. Browsers send it by themselves; programs have to', true))
  if (needsIfMatch(operation)) list.push(header('If-Match', 'ETag of what was read', requiresIfMatch(operation)))
  if (isMeantForOne(operation)) list.push(header(membershipHeader, membershipMeaning, false))
  return list
}

const membershipMeaning =
  'With a session: the membership that the request is meant for. Where another one is active by now, it is refused with `membership_switched` before anything is done'

const keysMeaning =
  'Repeating the request with the same key within 24 hours has one effect and the same answer; `not_found` once what that answer shows is deleted, purged or out of your sight, and `conflict` with `params.reason` `shown_once` where an answer is shown once only. Each operation and each person has keys of their own'

/** The most characters of an Idempotency-Key. */
export const mostOfIdempotencyKey = 255

/** How an Idempotency-Key is written: in visible characters of ASCII. */
export const idempotencyKey = new RegExp(`^[!-~]{1,${mostOfIdempotencyKey}}$`)

/** Whether an Idempotency-Key counts: not with a file, nor where nothing is changed. */
export function takesKey({ errors }: Operation): boolean {
  return errors.includes('idempotency_key_reused')
}

/** Whether a request is refused that does not say from where it comes: changes without an API key or a token of their own. */
function needsOrigin(operation: Operation): boolean {
  if (operation.isByToken) return false
  return operation.access === 'public' && operation.method !== 'GET' && !authOperations.includes(operation)
}

function queryParameters({ query }: Operation): Json[] {
  if (!query) return []
  const { properties = {}, required = [] } = jsonSchema(query, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  const columns = columnsOfList.get(query)?.columns
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (columns && name === 'filter') return filterParameters(columns)
    if (columns && name === 'sort') return sortParameters(columns)
    return [{ name, in: 'query', required: required.includes(name), schema }]
  })
}

/** Whether a request of this operation is compared with the version that its caller has read. */
export function needsIfMatch(operation: Operation): boolean {
  const { versioned, method, errors } = operation
  return versioned === true && (['PATCH', 'PUT', 'DELETE'].includes(method) || errors.includes('precondition_required'))
}

/** Whether such a request is refused without that version: edits, what replaces a whole list, merges. */
export function requiresIfMatch(operation: Operation): boolean {
  return needsIfMatch(operation) && operation.errors.includes('precondition_required')
}

function header(name: string, description: string, required: boolean): Json {
  return { name, in: 'header', required, schema: { type: 'string' }, description }
}

function mediaOf({ media = 'application/json' }: { media?: Operation['media'] | 'application/json' }) {
  return [media].flat()
}

function responses(operation: Operation): Json {
  const schema = operation.response && jsonSchema(operation.response, 'output')
  const content = operation.response
    ? { content: Object.fromEntries(mediaOf(operation).map((media) => [media, { schema }])) }
    : {}
  const etag = { ETag: { schema: { type: 'string' }, description: 'Version, for If-Match' } }
  const headers = operation.versioned && operation.status !== 204 ? { headers: etag } : {}
  const result: Record<string, Json> = { [operation.status]: { description: 'Done', ...headers, ...content } }
  if (operation.dryRun && operation.status !== 200)
    result[200] = { description: 'What dryRun=true has computed; nothing is written', ...content }
  const codes = [...new Set([...commonErrors, ...operation.errors])]
  for (const status of new Set(codes.map((code) => errorCatalog[code].status))) {
    const here = codes.filter((code) => errorCatalog[code].status === status)
    result[status] = {
      description: here.map((code) => `\`${code}\`: ${errorCatalog[code].title}`).join('; '),
      ...(headersOfErrors[status] ? { headers: headersOfErrors[status] } : {}),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }
  }
  return result
}

const number = (description: string) => ({ schema: { type: 'integer', minimum: 0 }, description })

/** What errors carry beside their problem, by their status. */
const headersOfErrors: Record<number, Json> = {
  308: {
    Location: { schema: { type: 'string' }, description: 'The same operation of the customer that is there now' },
  },
  401: { 'WWW-Authenticate': { schema: { type: 'string' }, description: 'Bearer' } },
  429: {
    'Retry-After': number('After so many seconds it is worth another try'),
    'X-RateLimit-Limit': number('So many requests are answered within a minute, where they are limited'),
    'X-RateLimit-Remaining': number('So many of them are left'),
    'X-RateLimit-Reset': number('After so many seconds the next minute begins'),
  },
}

const problemSchema: Json = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errorCatalog) },
    detail: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: {
          path: { type: 'string' },
          code: { type: 'string' },
          message: { type: 'string' },
          params: { type: 'object', additionalProperties: true },
        },
      },
    },
    params: { type: 'object', additionalProperties: true },
  },
}
