import { isIP } from 'node:net'
import { Transform, type TransformCallback } from 'node:stream'
import type { FieldProblem } from '@tenantry/contract/errors.ts'
import { idempotencyKey, mostOfIdempotencyKey, needsIfMatch, requiresIfMatch } from '@tenantry/contract/openapi.ts'
import {
  commonErrors,
  fileMedia,
  type InputOf,
  isMeantForOne,
  membershipHeader,
  type Operation,
} from '@tenantry/contract/operation.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Authenticator } from '../auth/authenticate.ts'
import { type Caller, requirePermission } from '../auth/caller.ts'
import { AppError, invalidInput } from '../errors.ts'
import { type Call, type CallEnvironment, runCall, stepsFor, workFor, writeFor } from './call.ts'
import type { CallContext } from './context.ts'
import { fingerprint, type KeptAnswer, type RepeatableRequest } from './idempotency.ts'
import { versionsOf } from './if-match.ts'
import { checkOrigin, type OriginRules } from './origin.ts'
import { asAppError, fieldProblems } from './problems.ts'
import type { QueryValue } from './query-string.ts'
import { readOn } from './read-on.ts'
import { responseSchema } from './response-schema.ts'
import type { PublicContext, PublicRoute, Route, SteppedRoute, StreamRoute, UploadRoute } from './route.ts'
import { takenParts } from './taken-parts.ts'

type AnyRoute = Route | PublicRoute | StreamRoute | UploadRoute | SteppedRoute

/** What the routes stand on. */
export interface RoutesEnvironment extends CallEnvironment {
  authenticate: Authenticator['authenticate']
  lastCaller: Authenticator['lastCaller']
  origins: OriginRules
  /** Called after each change that was committed. */
  onCommitted: () => void
  /** Told of every error that an operation answers with, and whether its contract declares it; tests listen. */
  onError?: (operation: Operation, error: AppError, isDeclared: boolean) => void
}

/**
 * Registers every operation below /api/v1.
 * @throws TypeError when an operation of the contract has no route, or a route no operation
 */
export function registerRoutes(
  app: FastifyInstance,
  operations: readonly Operation[],
  routes: readonly AnyRoute[],
  environment: RoutesEnvironment,
): void {
  const byOperation = new Map(routes.map((each) => [each.operation.id, each]))
  for (const operation of operations) {
    const found = byOperation.get(operation.id)
    if (!found) throw new TypeError(`The operation ${operation.id} has no route`)
    byOperation.delete(operation.id)
    if ('receive' in found) registerUpload(app, found, environment)
    else register(app, found, environment)
  }
  if (byOperation.size > 0) throw new TypeError(`Routes without operation: ${[...byOperation.keys()].join(', ')}`)
}

/** Takes the body as it comes, of whatever type, in a corner of its own: everywhere else JSON alone is read. */
function registerUpload(app: FastifyInstance, route: UploadRoute, environment: RoutesEnvironment): void {
  void app.register(async (corner) => {
    corner.removeAllContentTypeParsers()
    corner.addContentTypeParser('*', (_request, _payload, done) => done(null))
    // The form around the file would be read as a part of it.
    const noForms = { detail: 'Send the file itself, without a form around it' }
    corner.addContentTypeParser('multipart/form-data', (_request, _payload, done) =>
      done(new AppError('unsupported_media_type', noForms)),
    )
    register(corner, route, environment)
  })
}

function register(app: FastifyInstance, route: AnyRoute, environment: RoutesEnvironment): void {
  const { operation } = route
  app.route({
    method: operation.method,
    url: `/api/v1${operation.path.replace(/\{(\w+)\}/g, ':$1')}`,
    config: {
      operation: operation.id,
      isSignedIn: operation.access !== 'public',
      takesFile: operation.file !== undefined,
    },
    handler: async (request, reply) => {
      // Made for the first answer, for no start waits for those of two hundred operations.
      const serialize = (body: unknown) =>
        operation.response
          ? reply.compileSerializationSchema(responseSchema(operation.response))(body as Record<string, unknown>)
          : ''
      try {
        if ('stream' in route) return await answerStream(route, request, reply, environment)
        if ('receive' in route) return await answerUpload(route, request, reply, environment, serialize)
        if ('steps' in route) return await answerSteps(route, request, reply, environment, serialize)
        return await ('handle' in route
          ? answerCall(route, request, reply, environment, serialize)
          : answerPublic(route, request, reply, environment, serialize))
      } catch (thrown) {
        const error = errorOf(operation, thrown)
        environment.onError?.(operation, error, declares(operation, error))
        throw error
      }
    },
  })
}

function errorOf(operation: Operation, thrown: unknown): AppError {
  const error = asAppError(thrown)
  // Only a search is told that it was too broad; elsewhere a statement took too long for reasons of our own.
  if (error.code === 'filter_too_broad' && !declares(operation, error))
    return new AppError('unavailable', { cause: thrown })
  return error
}

function declares(operation: Operation, { code }: AppError): boolean {
  return [...commonErrors, ...operation.errors].includes(code)
}

async function answerCall(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  environment: RoutesEnvironment,
  serialize: (body: unknown) => string,
) {
  const answer = await runAhead(route, request, reply, environment, serialize)
  reply.code(answer.status)
  if (answer.etag) reply.header('etag', answer.etag)
  if (answer.status === 204) return reply.send()
  return reply.type('application/json; charset=utf-8').send(answer.body)
}

/**
 * Runs a call for whom the credential was good for the last time while the database is asked whom it is good for now. Where
 * that is anybody else, or somebody of whom anything has changed since, what was read is thrown away, what was changed is
 * rolled back, and the call runs for them.
 */
async function runAhead(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  environment: RoutesEnvironment,
  serialize: (body: unknown) => string,
): Promise<KeptAnswer> {
  const { operation } = route
  const isChange = operation.method !== 'GET'
  const run = async (caller: Caller, confirmed?: Promise<void>) => {
    const call = callBy(caller, operation, request, environment)
    const answer = await runCall(environment, route, call, serialize, isChange ? confirmed : undefined)
    if (isChange && !call.dryRun) environment.onCommitted()
    return answer
  }
  // What somebody changes of their own session reaches beyond the transaction and can't be rolled back with it.
  const reachesBeyond = isChange && operation.access === 'session'
  const last = reachesBeyond ? null : environment.lastCaller(request.headers)
  // Asked first: where connections are short, a refusal does not wait for what nobody will be shown, and no transaction
  // that is open waits for an answer that has no connection yet.
  const asked = callerOf(request, reply, environment)
  if (!last) return run(await asked)
  const confirmed = asked.then((caller) => {
    if (caller !== last) throw new TypeError('Another caller than the last time')
  })
  // What goes wrong counts where it is asked for.
  confirmed.catch(() => {})
  const ahead = run(last, confirmed)
  ahead.catch(() => {})
  const caller = await asked
  if (caller === last) return ahead
  // What it has locked and claimed is free again.
  await ahead.catch(() => {})
  return run(caller)
}

/** Who calls what with which input, once all of it is allowed. */
async function callOf(
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
  environment: RoutesEnvironment,
): Promise<Call> {
  return callBy(await callerOf(request, reply, environment), operation, request, environment)
}

/** @throws not_signed_in (401) */
async function callerOf(request: FastifyRequest, reply: FastifyReply, environment: RoutesEnvironment): Promise<Caller> {
  const caller = await environment.authenticate(request.headers, (cookie) => reply.header('set-cookie', cookie))
  if (!caller) throw new AppError('not_signed_in')
  request.log = request.log.child({ providerId: caller.scope.providerId })
  return caller
}

function callBy(caller: Caller, operation: Operation, request: FastifyRequest, environment: RoutesEnvironment): Call {
  if (caller.kind === 'user') {
    checkOrigin(request, environment.origins)
    checkMeant(caller, operation, request)
  }
  if (operation.access !== 'public' && operation.access !== 'session') requirePermission(caller, operation.access)
  const { query, dryRun, wrong } = splitDryRun(operation, request.query as Record<string, QueryValue>)
  return {
    caller,
    origin: { id: request.id, source: sourceOf(request) },
    input: validInput(operation, request, query, wrong),
    ifMatch: expectedVersions(operation, request),
    dryRun,
    repeatable: repeatableRequest(operation, request, query),
  }
}

/**
 * Refuses what a page was about to do for one membership once another window has switched the session to another one.
 * @throws membership_switched (409)
 */
function checkMeant({ scope }: Caller, operation: Operation, { headers }: FastifyRequest): void {
  const meant = headers[membershipHeader.toLowerCase()]
  if (meant === undefined || !isMeantForOne(operation) || String(meant).toLowerCase() === scope.membershipId) return
  throw new AppError('membership_switched', { params: { membershipId: scope.membershipId } })
}

/** The first part is read before anything is answered, so that a refusal is a problem like any other. */
async function answerStream(
  route: StreamRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  environment: RoutesEnvironment,
) {
  const call = await callOf(route.operation, request, reply, environment)
  let charset = 'utf-8'
  const parts = route.stream((work) => workFor(environment, call, route.operation, work), call.input, {
    write: (work) => writeFor(environment, call, work),
    tellCount: (rows) => reply.header('x-total-count', String(rows)),
    tellCharset: (name) => {
      charset = name
    },
  })
  const first = await parts.next()
  async function* all() {
    if (!first.done) yield first.value
    yield* parts
  }
  const sent = takenParts(all())
  // Whoever was gone before the first part has begun nothing of `all`, which then ends nothing either.
  sent.once('close', () => {
    parts.return().catch((error: unknown) => request.log.error({ event: 'answer.not_ended', err: error }))
  })
  const { name, media } = route.file(call.input)
  return reply
    .type(media === fileMedia.csv ? `${media}; charset=${charset}` : media)
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(sent)
}

async function answerUpload(
  route: UploadRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  environment: RoutesEnvironment,
  serialize: (body: unknown) => string,
) {
  const { operation } = route
  const call = await callOf(operation, request, reply, environment)
  // Nothing comes any more, not even an end.
  if (request.raw.destroyed) throw new AppError('malformed_request')
  const content = request.raw.pipe(new AtMost(operation.file?.mostBytes ?? 0))
  request.raw.once('error', (error) => content.destroy(error))
  request.raw.once('close', () => {
    // Whoever hangs up leaves half a file, which looks like an end otherwise.
    if (!request.raw.complete) content.destroy(new AppError('malformed_request'))
  })
  const finish = <Result>(work: (context: CallContext) => Promise<Result>) =>
    workFor(environment, call, operation, work)
  const { body, version } = await route.receive({ content, finish }, call.input).catch(async (error: unknown) => {
    // Where nobody has begun to read it, nobody listens to its errors either.
    content.destroy()
    if (!(await readOn(request.raw))) reply.header('connection', 'close')
    throw error
  })
  environment.onCommitted()
  reply.code(operation.status)
  if (version !== undefined) reply.header('etag', `"${version}"`)
  return reply.type('application/json; charset=utf-8').send(serialize(body))
}

async function answerSteps(
  route: SteppedRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  environment: RoutesEnvironment,
  serialize: (body: unknown) => string,
) {
  const { operation } = route
  const call = await callOf(operation, request, reply, environment)
  const { body } = await route.steps(stepsFor(environment, call, operation), call.input)
  if (!call.dryRun) environment.onCommitted()
  return reply
    .code(call.dryRun ? 200 : operation.status)
    .type('application/json; charset=utf-8')
    .send(serialize(body))
}

/** Lets so many bytes through and no more. */
class AtMost extends Transform {
  #left: number

  constructor(bytes: number) {
    super()
    this.#left = bytes
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#left -= chunk.length
    if (this.#left < 0) done(new AppError('payload_too_large'))
    else done(null, chunk)
  }
}

async function answerPublic(
  route: PublicRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  environment: RoutesEnvironment,
  serialize: (body: unknown) => string,
) {
  const { operation } = route
  if (!(await route.isThere())) throw new AppError('not_found')
  if (!operation.isByToken) checkOrigin(request, environment.origins)
  const context: PublicContext = {
    clock: environment.clock,
    origin: { id: request.id, source: sourceOf(request) },
    cookie: request.headers.cookie,
    authorization: request.headers.authorization,
  }
  const { body } = await route.handlePublic(context, await inputOfKnown(route, request, context))
  if (operation.method !== 'GET') environment.onCommitted()
  reply.code(operation.status)
  if (operation.status === 204) return reply.send()
  return reply.type('application/json; charset=utf-8').send(serialize(body))
}

/** What is wrong with the input is told to those alone who may call. */
async function inputOfKnown(
  { operation, refuseStrangers, alsoWrong }: PublicRoute,
  request: FastifyRequest,
  context: PublicContext,
) {
  try {
    return validInput(operation, request, request.query as Record<string, QueryValue>)
  } catch (problem) {
    await refuseStrangers?.(context)
    const told = problem instanceof AppError ? (problem.details.errors ?? []) : []
    if (!alsoWrong || told.length === 0) throw problem
    const more = (await alsoWrong(request.body)).filter(({ path }) => told.every((each) => each.path !== path))
    throw invalidInput(...told, ...more)
  }
}

function splitDryRun(
  operation: Operation,
  query: Record<string, QueryValue>,
): { query: Record<string, QueryValue>; dryRun: boolean; wrong: FieldProblem[] } {
  const { dryRun, ...rest } = query
  if (!operation.dryRun || dryRun === undefined) return { query, dryRun: false, wrong: [] }
  const isRead = dryRun === 'true' || dryRun === 'false'
  const wrong = [{ path: 'dryRun', code: 'invalid_value', message: 'true or false is needed' }]
  return { query: rest, dryRun: dryRun === 'true', wrong: isRead ? [] : wrong }
}

function validInput(
  operation: Operation,
  request: FastifyRequest,
  query: Record<string, QueryValue>,
  wrong: readonly FieldProblem[] = [],
): InputOf<Operation> {
  const params = operation.params?.safeParse(request.params)
  // An id that cannot be one names nothing that exists.
  if (params && !params.success) throw new AppError('not_found')
  const parsedQuery = operation.query?.safeParse(query)
  const unknown = operation.query ? [] : unknownParameters(Object.keys(query))
  const body = operation.body?.safeParse(request.body)
  const errors = [...wrong, ...unknown, ...problemsOf(parsedQuery), ...problemsOf(body)]
  if (errors.length > 0) throw new AppError('invalid_input', { errors })
  return { params: params?.data ?? {}, query: parsedQuery?.data ?? {}, body: body?.data }
}

function problemsOf(result: z.ZodSafeParseResult<unknown> | undefined) {
  return result && !result.success ? fieldProblems(result.error) : []
}

function unknownParameters(names: string[]): FieldProblem[] {
  return names.map((path) => ({ path, code: 'unknown_field', message: 'There is no such parameter' }))
}

function expectedVersions(operation: Operation, request: FastifyRequest): readonly number[] | null {
  if (!needsIfMatch(operation)) return null
  const header = request.headers['if-match']
  if (header === undefined) {
    if (requiresIfMatch(operation)) throw new AppError('precondition_required')
    return null
  }
  return versionsOf(header)
}

function repeatableRequest(
  operation: Operation,
  request: FastifyRequest,
  query: Record<string, QueryValue>,
): RepeatableRequest | null {
  const key = request.headers['idempotency-key']
  if (operation.method !== 'POST' || key === undefined) return null
  if (typeof key !== 'string' || !idempotencyKey.test(key))
    throw new AppError('invalid_input', {
      errors: [
        {
          path: 'Idempotency-Key',
          code: 'invalid_format',
          message: `1 to ${mostOfIdempotencyKey} visible characters are needed`,
        },
      ],
    })
  const { params, body } = request
  return {
    key,
    operation: operation.id,
    fingerprint: fingerprint({ params, query, body }),
    isSecret: operation.secretAnswer ?? false,
  }
}

/** The client's address; a proxy may have passed on something that is none. */
function sourceOf(request: FastifyRequest): string | null {
  return isIP(request.ip) === 0 ? null : request.ip
}
