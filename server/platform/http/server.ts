import { randomUUID } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'
import { asAppError, problemOf } from './problems.ts'
import { parseQueryString } from './query-string.ts'
import { addSecurityHeaders } from './security-headers.ts'

/** What the server needs to know. */
export interface ServerOptions {
  logger: FastifyBaseLogger
  trustProxy: boolean
  secure: boolean
  /** 0 for no limit. */
  requestsPerMinute: number
}

const bodyLimitBytes = 1_048_576

/** Makes the HTTP server: request ids, limits, headers, and one form for every error. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    loggerInstance: options.logger,
    disableRequestLogging: true,
    trustProxy: options.trustProxy,
    bodyLimit: bodyLimitBytes,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    routerOptions: { querystringParser: parseQueryString, maxParamLength: 200 },
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
  })
  app.removeContentTypeParser('text/plain')
  addSecurityHeaders(app, options)
  answerErrors(app)
  if (options.requestsPerMinute > 0) await limitRequests(app, options.requestsPerMinute)
  return app
}

function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((thrown, request, reply) => {
    const error = asAppError(thrown)
    if (error.status >= 500)
      request.log[error.code === 'unavailable' ? 'warn' : 'error'](
        { event: 'request.failed', err: error.details.cause ?? thrown },
        'request failed',
      )
    return reply
      .code(error.status)
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problemOf(error, request.id)))
  })
  app.setNotFoundHandler(() => {
    throw new AppError('not_found')
  })
}

async function limitRequests(app: FastifyInstance, perMinute: number): Promise<void> {
  await app.register(rateLimit, {
    global: true,
    max: perMinute,
    timeWindow: '1 minute',
    // Ten thousand addresses are remembered.
    cache: 10_000,
    allowList: (request) => !request.url.startsWith('/api/'),
    errorResponseBuilder: () => new AppError('rate_limited'),
  })
}
