import { ApiError } from '@tenantry/contract/client.ts'
import { callsHeld } from './held-calls.ts'

let own: string | undefined
let follow: (membershipId: string) => void = () => {}

/** The membership that the page is drawn for; undefined until it is known. */
export const pageMembership = () => own

/** Whatever the page sends is meant for this membership from now on. */
export function setPageMembership(membershipId: string | undefined): void {
  own = membershipId
}

/** Names what happens when the server says that the session acts for another membership by now. */
export function onSwitched(handler: (membershipId: string) => void): void {
  follow = handler
}

/** The refusal of the server, for what finds out by itself. */
export const switchedTo = (membershipId: string) =>
  new ApiError({
    type: 'about:blank',
    title: 'Another membership',
    status: 409,
    code: 'membership_switched',
    params: { membershipId },
  })

/**
 * Sends something that is meant for the membership of the page. Where another window has switched, nothing was done: it
 * waits until that is answered, and is sent again once it is switched back.
 * @throws ApiError also membership_switched, where nobody can be asked
 */
export async function forPage<Result>(send: (membershipId: string | undefined) => Promise<Result>): Promise<Result> {
  const meant = own
  try {
    return await send(meant)
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'membership_switched')) throw error
    // What was under way while this very window switched is not sent for the other one.
    if (meant === own) follow(String(error.problem.params?.membershipId))
    if (meant !== own || !(await callsHeld()) || meant !== own) throw error
    return forPage(send)
  }
}
