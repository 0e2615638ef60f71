import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'

/** Which pages may send requests with a session's cookie. */
export interface OriginRules {
  /** Origins such as `https://msp.example`; empty means: the host that the request names itself. */
  allowed: readonly string[]
}

/**
 * Refuses changes that a page of another site sends with the person's cookie: a browser names the page in Origin or
 * tells by Sec-Fetch-Site; a request that does neither is not from a page of ours.
 * @throws origin_rejected (403)
 */
export function checkOrigin(request: FastifyRequest, rules: OriginRules): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin, host } = request.headers
  if (origin === undefined) {
    if (request.headers['sec-fetch-site'] === 'same-origin') return
    throw new AppError('origin_rejected')
  }
  if (rules.allowed.length > 0 ? rules.allowed.includes(origin) : hostOf(origin) === host) return
  throw new AppError('origin_rejected')
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
