import { openApiDocument } from '@tenantry/contract/openapi.ts'
import type { Operation } from '@tenantry/contract/operation.ts'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { AppError } from '../errors.ts'
import { docsStyle, errorsPage, operationsPage } from './operations-page.ts'

/** Adds /healthz (the process lives) and /readyz (the database answers and is migrated). */
export function addHealthRoutes(app: FastifyInstance, isReady: () => Promise<boolean>): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async () => {
    if (!(await isReady().catch(() => false))) throw new AppError('unavailable')
    return { status: 'ready' }
  })
}

/**
 * What a process tells of itself, for all applications in it: what measures it wakes a hundred times a second, and goes on
 * for as long as the process lives.
 */
let ofProcess: Registry | undefined

function processMetrics(): Registry {
  if (!ofProcess) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess })
  }
  return ofProcess
}

/** Adds /metrics in the text format of Prometheus; durations by operation, never by address, so that no id shows. */
export function addMetrics(app: FastifyInstance): void {
  const registry = new Registry()
  const duration = new Histogram({
    name: 'tenantry_request_duration_seconds',
    help: 'Time until an answer was sent, by operation and status',
    labelNames: ['operation', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    const { operation } = request.routeOptions.config as { operation?: string }
    if (operation) duration.observe({ operation, status: String(reply.statusCode) }, reply.elapsedTime / 1000)
    request.log.info(
      {
        event: 'request.answered',
        operation: operation ?? null,
        method: request.method,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'request answered',
    )
  })
  const all = Registry.merge([processMetrics(), registry])
  app.get('/metrics', async (_, reply) => reply.type(all.contentType).send(await all.metrics()))
}

/**
 * Adds the OpenAPI document and the readable reference. Each is made when it is first asked for, and kept: making them is
 * more than half of what building the application takes, and no start waits for it.
 */
export function addReference(app: FastifyInstance, version: string, operations: readonly Operation[]): void {
  const add = (url: string, type: string, make: () => string) => {
    let made: string | undefined
    app.get(url, async (_, reply) => {
      made ??= make()
      return reply.type(`${type}; charset=utf-8`).send(made)
    })
  }
  add('/api/openapi.json', 'application/json', () => JSON.stringify(openApiDocument(version, operations)))
  add('/api/docs', 'text/html', () => operationsPage(operations))
  // As many type it.
  app.get('/api/docs/', async (_, reply) => reply.redirect('/api/docs', 308))
  add('/api/docs/errors', 'text/html', errorsPage)
  add('/api/docs/style.css', 'text/css', () => docsStyle)
}
