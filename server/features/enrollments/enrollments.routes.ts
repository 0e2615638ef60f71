import * as contract from '@tenantry/contract/enrollments.ts'
import * as seen from '@tenantry/contract/seen-devices.ts'
import { publicRoute, route } from '../../platform/http/route.ts'
import { type Enrollment, enrollDevices, refuseStranger } from './enroll-devices.ts'
import { forgetOne, licenseSeen, listSeen } from './seen-devices.ts'
import { createToken, listTokens, revokeToken } from './tokens.ts'

/** The operations of enrolling devices, and of those that wait for a license. */
export function enrollmentRoutes(enrollment: Enrollment) {
  return [
    route(contract.listEnrollmentTokens, async (context, { params, query }) => ({
      body: await listTokens(context, params.id, query.state),
    })),
    route(contract.createEnrollmentToken, async (context, { params, body }) => ({
      body: await createToken(context, params.id, body),
    })),
    route(contract.revokeEnrollmentToken, async (context, { params }) => {
      await revokeToken(context, params.id, params.tokenId)
      return { body: undefined }
    }),
    publicRoute(
      contract.enrollDevices,
      async () => true,
      async ({ origin, authorization }, { body }) => ({
        body: await enrollDevices(enrollment, authorization, origin, body.devices),
      }),
      { refuseStrangers: ({ authorization }) => refuseStranger(enrollment, authorization) },
    ),
    route(seen.listSeenDevices, async (context, { query }) => ({ body: await listSeen(context, query) })),
    route(seen.licenseSeenDevices, async (context, { body }) => ({ body: await licenseSeen(context, body.ids) })),
    route(seen.forgetSeenDevice, async (context, { params }) => {
      await forgetOne(context, params.id)
      return { body: undefined }
    }),
  ]
}
