import * as contract from '@tenantry/contract/me.ts'
import { updateMe } from '@tenantry/contract/own-name.ts'
import { AppError } from '../../platform/errors.ts'
import { route } from '../../platform/http/route.ts'
import { getMe } from './get-me.ts'
import { renameMe } from './rename-me.ts'

/** Changes the active membership of a session; throws not_found when it is none of the account's. */
export type SwitchMembership = (change: { sessionId: string; accountId: string; membershipId: string }) => Promise<void>

/** The operations about oneself. */
export function meRoutes(switchMembership: SwitchMembership) {
  return [
    route(contract.getMe, async (context) => ({ body: await getMe(context) })),
    route(updateMe, async (context, { body }) => ({ body: await renameMe(context, body.name) })),
    route(contract.switchMembership, async (context, { body }) => {
      const { sessionId, accountId, scope } = context.caller
      const { membershipId } = body
      if (sessionId) await switchMembership({ sessionId, accountId, membershipId })
      // A key acts for one membership, and has no other to switch to, whatever others its person has.
      else if (membershipId !== scope.membershipId) throw new AppError('not_found')
      return { body: undefined }
    }),
  ]
}
