import type { FastifyInstance, FastifyReply } from 'fastify'

const always: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** What pages may load: nothing from elsewhere and no inline script; style attributes are set by components. */
export const pagePolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-elem 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const strictTransport = 'max-age=31536000; includeSubDomains'
const apiPolicy = "default-src 'none'; frame-ancestors 'none'"

/** Sets the headers that keep browsers careful, on every answer; HSTS where people come by https. */
export function addSecurityHeaders(app: FastifyInstance, { secure }: { secure: boolean }): void {
  app.addHook('onSend', async (_, reply, payload) => {
    setSecurityHeaders(reply, secure)
    return payload
  })
}

/** The headers of an error that is written without a reply to set them on. */
export function problemHeaders(secure: boolean): Record<string, string> {
  return {
    ...always,
    ...(secure ? { 'strict-transport-security': strictTransport } : {}),
    'content-security-policy': apiPolicy,
    'cache-control': 'no-store',
    'content-type': 'application/problem+json; charset=utf-8',
  }
}

/** Sets them on one answer, for those that no hook reaches. */
export function setSecurityHeaders(reply: FastifyReply, secure: boolean): void {
  reply.headers(always)
  if (secure) reply.header('strict-transport-security', strictTransport)
  const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html')
  if (!reply.hasHeader('content-security-policy'))
    reply.header('content-security-policy', isPage ? pagePolicy : apiPolicy)
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
}
