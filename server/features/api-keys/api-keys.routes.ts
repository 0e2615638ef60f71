import * as contract from '@tenantry/contract/api-keys.ts'
import { route } from '../../platform/http/route.ts'
import { createApiKey } from './create-api-key.ts'
import { listApiKeys } from './list-api-keys.ts'
import { revokeApiKey } from './revoke-api-key.ts'

/** The operations of API keys. */
export const apiKeyRoutes = [
  route(contract.listApiKeys, async (context) => ({ body: await listApiKeys(context) })),
  route(contract.createApiKey, async (context, { body }) => ({ body: await createApiKey(context, body) })),
  route(contract.revokeApiKey, async (context, { params }) => {
    await revokeApiKey(context, params.id)
    return { body: undefined }
  }),
]
