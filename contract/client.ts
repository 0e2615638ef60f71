import type { ErrorCode, FieldProblem, Problem } from './errors.ts'
import { membershipHeader, type Operation, type RequestOf, type ResponseOf } from './operation.ts'

/** An answer of the API that is not a success; carries the whole problem. */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }

  get code(): ErrorCode {
    return this.problem.code
  }

  get fields(): FieldProblem[] {
    return this.problem.errors ?? []
  }
}

/** Headers and switches of one call. */
export interface CallOptions {
  idempotencyKey?: string
  ifMatch?: string
  /** The membership that it is meant for, so that nothing is done for another one to which the session was switched. */
  membershipId?: string | undefined
  dryRun?: boolean
  signal?: AbortSignal
  /** The file that is sent, for an operation that takes one. */
  file?: Blob
  /** Lets the request outlive the page that sends it. */
  keepalive?: boolean
}

/** What a call returns: the body and the ETag where the operation is versioned. */
export interface CallResult<O extends Operation> {
  data: ResponseOf<O>
  etag: string | null
}

/** The parts of a request that the operation takes; empty parts may be left out. */
export type CallInput<O extends Operation> = Partial<RequestOf<O>>

/** Calls operations with their types; throws {@link ApiError} for every answer that is not a success. */
export type ApiClient = <O extends Operation>(
  operation: O,
  input?: CallInput<O>,
  options?: CallOptions,
) => Promise<CallResult<O>>

/**
 * Makes a client.
 * @param baseUrl origin of the installation, '' in the browser
 * @param headers sent with every call, e.g. `{ authorization: 'Bearer tnt_…' }`
 */
export function createClient(baseUrl: string, headers: Record<string, string> = {}): ApiClient {
  return async (operation, input = {}, options = {}) => {
    const response = await fetch(baseUrl + requestUrl(operation, input, options), {
      method: operation.method,
      headers: requestHeaders(headers, input, options),
      credentials: 'same-origin',
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(options.file ? { body: options.file } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.keepalive ? { keepalive: true } : {}),
    })
    if (!response.ok) throw new ApiError(await readProblem(response))
    const data = response.status === 204 ? undefined : await (operation.media ? response.text() : response.json())
    return { data, etag: response.headers.get('etag') }
  }
}

/** Path and query of a call, filters in their bracket form. */
export function requestUrl<O extends Operation>(operation: O, input: CallInput<O>, options: CallOptions = {}): string {
  const params = (input.params ?? {}) as Record<string, unknown>
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  appendQuery(search, '', input.query ?? {})
  if (options.dryRun) search.set('dryRun', 'true')
  const text = search.toString()
  return `/api/v1${path}${text ? `?${text}` : ''}`
}

function appendQuery(search: URLSearchParams, prefix: string, value: unknown): void {
  if (value === undefined || value === null) return
  if (Array.isArray(value)) {
    const isOneWithComma = value.length === 1 && String(value[0]).includes(',')
    for (const item of value) appendQuery(search, isOneWithComma ? `${prefix}[]` : prefix, item)
  } else if (typeof value === 'object')
    for (const [key, inner] of Object.entries(value))
      appendQuery(search, prefix === '' ? key : `${prefix}[${key}]`, inner)
  else search.append(prefix, String(value))
}

function requestHeaders(
  fixed: Record<string, string>,
  input: { body?: unknown },
  options: CallOptions,
): Record<string, string> {
  return {
    accept: 'application/json',
    ...fixed,
    ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(options.file ? { 'content-type': 'application/octet-stream' } : {}),
    ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
    ...(options.ifMatch ? { 'if-match': options.ifMatch } : {}),
    ...(options.membershipId ? { [membershipHeader]: options.membershipId } : {}),
  }
}

async function readProblem(response: Response): Promise<Problem> {
  const fallback: Problem = {
    type: 'about:blank',
    title: 'The server gave no readable answer',
    status: response.status,
    code: 'unavailable',
  }
  if (!response.headers.get('content-type')?.includes('problem+json')) return fallback
  return (await response.json().catch(() => fallback)) as Problem
}
