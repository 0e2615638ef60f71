import { z } from 'zod'
import { displayName } from './fields/names.ts'
import { ApiKeyId } from './ids.ts'
import { defineOperation } from './operation.ts'

/** A key that lets a program act as its membership until it expires or is revoked. The secret is never shown again. */
export const ApiKey = z.object({
  id: ApiKeyId,
  name: z.string(),
  prefix: z.string().meta({ description: 'The first characters of the key, to tell keys apart' }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>

export const listApiKeys = defineOperation({
  id: 'listApiKeys',
  method: 'GET',
  path: '/api-keys',
  tag: 'api-keys',
  summary: 'Lists the live API keys of one’s own membership',
  access: 'api_keys.manage',
  response: z.object({ items: z.array(ApiKey) }),
  status: 200,
  errors: [],
})

export const createApiKey = defineOperation({
  id: 'createApiKey',
  method: 'POST',
  path: '/api-keys',
  tag: 'api-keys',
  summary:
    'Creates an API key for one’s own membership; the key is in this answer and nowhere else. Created with a key, it ends with that key',
  access: 'api_keys.manage',
  body: z.strictObject({ name: displayName, expiresInDays: z.number().int().min(1).max(730).default(90) }),
  response: ApiKey.extend({ key: z.string() }),
  status: 201,
  errors: ['conflict', 'idempotency_in_progress', 'idempotency_key_reused'],
  secretAnswer: true,
  example: { body: { name: 'Nightly sync', expiresInDays: 90 } },
})

export const revokeApiKey = defineOperation({
  id: 'revokeApiKey',
  method: 'DELETE',
  path: '/api-keys/{id}',
  tag: 'api-keys',
  summary: 'Revokes an API key and all that were created with it; they stop working with the next request',
  access: 'api_keys.manage',
  params: z.object({ id: ApiKeyId }),
  status: 204,
  errors: ['not_found'],
})
