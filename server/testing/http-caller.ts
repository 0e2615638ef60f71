import { requestUrl } from '@tenantry/contract/client.ts'
import type { Problem } from '@tenantry/contract/errors.ts'
import type { Operation, RequestOf, ResponseOf } from '@tenantry/contract/operation.ts'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'

/** Headers and switches of one call in a test. */
export interface TestCallOptions {
  headers?: Record<string, string>
  ifMatch?: string
  idempotencyKey?: string
  dryRun?: boolean
}

/** The answer of one call: the parsed body, whether it is a success or a problem. */
export interface TestAnswer<O extends Operation> {
  status: number
  body: ResponseOf<O>
  problem: Problem
  etag: string
  raw: LightMyRequestResponse
}

const host = 'localhost:8080'

/** Calls operations as one person (or nobody) through the whole HTTP stack, without a socket. */
export class HttpCaller {
  readonly #app: FastifyInstance
  readonly #credentials: Record<string, string>

  constructor(app: FastifyInstance, credentials: Record<string, string> = {}) {
    this.#app = app
    this.#credentials = credentials
  }

  async call<O extends Operation>(
    operation: O,
    input: Partial<RequestOf<O>> = {},
    options: TestCallOptions = {},
  ): Promise<TestAnswer<O>> {
    const url = requestUrl(operation, input, options.dryRun ? { dryRun: true } : {})
    const raw = await this.request(operation.method, url, input.body, {
      ...(options.ifMatch ? { 'if-match': options.ifMatch } : {}),
      ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
      ...options.headers,
    })
    const body = raw.body === '' ? undefined : JSON.parse(raw.body)
    return { status: raw.statusCode, body, problem: body, etag: String(raw.headers.etag ?? ''), raw }
  }

  /** A request by hand, for what no well-behaved client would send. */
  async request(
    method: string,
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    return this.#app.inject({
      method: method as 'GET',
      url,
      headers: {
        host,
        origin: `http://${host}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...this.#credentials,
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    })
  }
}
