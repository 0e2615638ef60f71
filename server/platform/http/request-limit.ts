import rateLimit, { normalizeIP } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { CredentialHeaders } from '../auth/credentials.ts'
import { AppError } from '../errors.ts'

/** How many requests are answered. */
export interface RequestLimit {
  /** Of one person, of all API keys of one person, and of one address without either; 0 for no limit. */
  perMinute: number
  /** Who sends a request, as far as that is known without asking the database. */
  knownCaller: (headers: CredentialHeaders) => string | null
}

/**
 * Limits requests below /api, and pages that are asked for with a cookie, which may be looked up: each person and their API
 * keys by themselves, so that an office behind one address is not one caller. All others share what their address may send:
 * whoever has signed in just now, too, with the first request. A problem rate_limited (429) says when to go on; the database
 * is not asked for what is refused.
 */
export async function limitRequests(app: FastifyInstance, { perMinute, knownCaller }: RequestLimit): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    max: perMinute,
    timeWindow: '1 minute',
    // Ten thousand callers are remembered.
    cache: 10_000,
    // Where nobody has to be signed in a credential is not looked at: one that was taken back would count for its owner.
    keyGenerator: ({ headers, ip, routeOptions }) =>
      (isSignedIn(routeOptions) ? knownCaller(headers) : null) ?? normalizeIP(ip ?? ''),
    // By the route, not by the address, which can be written in several ways. What has no route is answered at once.
    allowList: ({ routeOptions: { url }, headers }) =>
      !(url?.startsWith('/api/') || (url === '/*' && headers.cookie !== undefined)),
    errorResponseBuilder: () => new AppError('rate_limited'),
  })
}

const isSignedIn = ({ config }: FastifyRequest['routeOptions']) =>
  (config as { isSignedIn?: boolean } | undefined)?.isSignedIn === true
