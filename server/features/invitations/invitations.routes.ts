import * as contract from '@tenantry/contract/invitations.ts'
import { publicRoute } from '../../platform/http/route.ts'
import { type Acceptance, acceptInvitation, readInvitation, renewInvitation } from './accept-invitation.ts'

/** The operations for whoever holds the link of an invitation. */
export function invitationRoutes(acceptance: Acceptance) {
  const always = async () => true
  return [
    publicRoute(contract.readInvitation, always, async (_, { body }) => ({
      body: await readInvitation(acceptance, body.token),
    })),
    publicRoute(contract.acceptInvitation, always, async (context, { body }) => ({
      body: await acceptInvitation(acceptance, body, context),
    })),
    publicRoute(contract.renewInvitation, always, async ({ origin }, { body }) => {
      await renewInvitation(acceptance, body.token, origin)
      return { body: undefined }
    }),
  ]
}
