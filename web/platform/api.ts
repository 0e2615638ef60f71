import { type ApiClient, ApiError, createClient } from '@tenantry/contract/client.ts'
import { callsHeld } from './held-calls.ts'
import { inTime, patienceMs } from './in-time.ts'
import { forPage } from './page-membership.ts'
import { loadProblemWords } from './problem-text.ts'

const client = createClient('')

/** Calls in time; a file takes as long as its line needs. */
const patientClient: ApiClient = (operation, input, options) => {
  if (operation.file || operation.media) return client(operation, input, options)
  const change = operation.isLong ? patienceMs.longChange : patienceMs.change
  const limitMs = operation.method === 'GET' ? patienceMs.read : change
  return inTime(limitMs, (signal) => client(operation, input, { ...options, signal }), options?.signal)
}

/** Calls operations without reacting to a session that is over, for code that decides about it itself. */
export const plainApi: ApiClient = async (operation, input, options) => {
  const held = callsHeld()
  if (held && operation.id !== 'switchMembership') await held
  try {
    return await forPage((membershipId) => patientClient(operation, input, { ...options, membershipId }))
  } catch (error) {
    if (error instanceof ApiError) await loadProblemWords()
    throw error
  }
}

let signedOut: () => void = () => {}

/** Names what happens when an answer says that the session is over: the sign-in page, and back here afterwards. */
export function onSignedOut(handler: () => void): void {
  signedOut = handler
}

/**
 * Calls an operation of the contract with the session's cookie.
 * @throws ApiError for every answer that is not a success; TypeError when the server cannot be reached, or
 * gives no answer in time
 */
export const api: ApiClient = async (operation, input, options) => {
  try {
    return await plainApi(operation, input, options)
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_signed_in') signedOut()
    throw error
  }
}

/** A key for one intent to create: made when a form opens, kept over retries, so that pressing twice creates once. */
export function newIdempotencyKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  // Plain HTTP on a LAN address has no randomUUID.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
