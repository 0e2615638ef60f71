import { z } from 'zod'
import { errorCatalog } from './errors.ts'
import { commonErrors, type Operation } from './operation.ts'

type Json = Record<string, unknown>

/**
 * Makes the OpenAPI 3.1 document of a set of operations.
 * @param version version of the product
 * @param operations what the API can do
 */
export function openApiDocument(version: string, operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    const path = `/api/v1${operation.path}`
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Tenantry API', version, description: 'Customer management for managed service providers.' },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'tenantry.session_token',
          description: 'Set by POST /api/auth/sign-in/email',
        },
        apiKey: { type: 'http', scheme: 'bearer', description: 'API key that begins with tnt_' },
      },
      schemas: { Problem: problemSchema },
    },
  }
}

/** JSON Schema of a zod schema as it is sent (`input`) or answered (`output`). */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const {
    $schema: _,
    id: __,
    ...json
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Json
  return json
}

function describe(operation: Operation): Json {
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    ...(operation.access === 'public' ? { security: [] } : { security: [{ session: [] }, { apiKey: [] }] }),
    ...(operation.access === 'public' || operation.access === 'session' ? {} : { 'x-permission': operation.access }),
    parameters: parameters(operation),
    ...(operation.body ? { requestBody: requestBody(operation) } : {}),
    responses: responses(operation),
  }
}

function requestBody(operation: Operation): Json {
  const content: Json = { schema: operation.body ? jsonSchema(operation.body, 'input') : {} }
  if (operation.example?.body !== undefined) content.example = operation.example.body
  return { required: true, content: { 'application/json': content } }
}

function parameters(operation: Operation): Json[] {
  const list: Json[] = []
  for (const [name, schema] of Object.entries(operation.params?.shape ?? {}))
    list.push({ name, in: 'path', required: true, schema: jsonSchema(schema as z.ZodType, 'input') })
  if (operation.query) {
    const query = jsonSchema(operation.query, 'input')
    const required = (query.required as string[] | undefined) ?? []
    for (const [name, schema] of Object.entries((query.properties as Record<string, Json>) ?? {}))
      list.push({
        name,
        in: 'query',
        required: required.includes(name),
        schema,
        ...(name === 'filter'
          ? { style: 'deepObject', explode: true, description: 'filter[column][operator]=value' }
          : {}),
      })
  }
  if (operation.dryRun)
    list.push({
      name: 'dryRun',
      in: 'query',
      schema: { type: 'boolean' },
      description: 'Computes everything, writes nothing',
    })
  if (operation.method === 'POST')
    list.push(
      header('Idempotency-Key', 'Repeating the request with the same key within 24 hours has one effect', false),
    )
  if (needsIfMatch(operation)) list.push(header('If-Match', 'ETag of what was read', operation.method === 'PATCH'))
  return list
}

/** Whether a request of this operation is compared with the version that its caller has read. */
export function needsIfMatch(operation: Operation): boolean {
  return operation.versioned === true && ['PATCH', 'PUT', 'DELETE'].includes(operation.method)
}

function header(name: string, description: string, required: boolean): Json {
  return { name, in: 'header', required, schema: { type: 'string' }, description }
}

function responses(operation: Operation): Json {
  const result: Record<string, Json> = {
    [operation.status]: {
      description: 'Done',
      ...(operation.versioned
        ? { headers: { ETag: { schema: { type: 'string' }, description: 'Version, for If-Match' } } }
        : {}),
      ...(operation.response
        ? { content: { 'application/json': { schema: jsonSchema(operation.response, 'output') } } }
        : {}),
    },
  }
  const codes = [...new Set([...commonErrors, ...operation.errors])]
  for (const status of new Set(codes.map((code) => errorCatalog[code].status))) {
    const here = codes.filter((code) => errorCatalog[code].status === status)
    result[status] = {
      description: here.map((code) => `\`${code}\`: ${errorCatalog[code].title}`).join('; '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }
  }
  return result
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
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    params: { type: 'object', additionalProperties: true },
  },
}
