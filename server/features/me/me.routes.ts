import * as contract from '@tenantry/contract/me.ts'
import { AppError } from '../../platform/errors.ts'
import { route } from '../../platform/http/route.ts'
import { getMe } from './get-me.ts'

/** Changes the active membership of a session; throws not_found when it is none of the account's. */
export type SwitchMembership = (change: { sessionId: string; accountId: string; membershipId: string }) => Promise<void>

/** The operations about oneself. */
export function meRoutes(switchMembership: SwitchMembership) {
  return [
    route(contract.getMe, async (context) => ({ body: await getMe(context) })),
    route(contract.switchMembership, async (context, { body }) => {
      const { sessionId, accountId } = context.caller
      if (!sessionId) throw new AppError('not_found', { detail: 'An API key has one membership only' })
      await switchMembership({ sessionId, accountId, membershipId: body.membershipId })
      return { body: undefined }
    }),
  ]
}
