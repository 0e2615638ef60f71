/** Carries one call of an operation from validated input to a serialised answer, in one transaction. */
import type { InputOf, Operation } from '@tenantry/contract/operation.ts'
import type { Caller } from '../auth/caller.ts'
import type { Clock } from '../clock/clock.ts'
import {
  type TenantDatabase,
  type TenantTransaction,
  type TransactionOptions,
  withCommit,
} from '../database/tenant-database.ts'
import type { CallContext, RequestOrigin } from './context.ts'
import { claimKey, type KeptAnswer, keepAnswer, type RepeatableRequest } from './idempotency.ts'
import { retrying } from './problems.ts'
import type { Reader, Route } from './route.ts'

/** Everything that a call needs besides its route. */
export interface Call {
  caller: Caller
  origin: RequestOrigin
  input: InputOf<Operation>
  ifMatch: readonly number[] | null
  dryRun: boolean
  /** Set when the client sent an Idempotency-Key. */
  repeatable: RepeatableRequest | null
}

/** What calls run on. */
export interface CallEnvironment {
  database: TenantDatabase
  clock: Clock
}

/**
 * Runs the call; what somebody else only got in the way of is not shown to anybody but runs again.
 * @param confirmed what a change must not be committed before
 */
export async function runCall(
  environment: CallEnvironment,
  route: Route,
  call: Call,
  serialize: (body: unknown) => string,
  confirmed?: Promise<void>,
): Promise<KeptAnswer> {
  return retrying((attempt) =>
    environment.database.within(
      call.caller.scope,
      (tx) => {
        const context = { ...call, tx, actor: call.caller, clock: environment.clock, isRepeated: attempt > 1 }
        return answer(context, route, call, serialize)
      },
      { ...transactionOptions(route.operation, call), ...(confirmed && { confirmed }) },
    ),
  )
}

/**
 * Does the work of a call in several transactions, each of which runs again where somebody else got in its way. An
 * Idempotency-Key is used up with the first of them, and what all of them answer is told once only.
 */
export function stepsFor(environment: CallEnvironment, call: Call, operation: Operation): Reader {
  let request = call.dryRun || !operation.secretAnswer ? null : call.repeatable
  return async (work) => {
    const result = await retrying(() =>
      workFor(environment, call, operation, async (context) => {
        if (request) {
          await claimKey(context, request)
          await keepAnswer(context, request, { status: operation.status, etag: null, body: null }, undefined)
        }
        return work(context)
      }),
    )
    request = null
    return result
  }
}

/** Does some work for a call in a transaction of its own: answers that are sent part by part, files that arrive so. */
export function workFor<Result>(
  { database, clock }: CallEnvironment,
  call: Call,
  operation: Operation,
  work: (context: CallContext) => Promise<Result>,
): Promise<Result> {
  return database.within(
    call.caller.scope,
    (tx) => work({ ...call, tx, actor: call.caller, clock }),
    transactionOptions(operation, call),
  )
}

async function answer(
  context: CallContext & { tx: TenantTransaction },
  route: Route,
  call: Call,
  serialize: (body: unknown) => string,
): Promise<KeptAnswer> {
  const repeatable = call.dryRun ? null : call.repeatable
  const kept = repeatable && (await claimKey(context, repeatable))
  if (kept) return kept
  const { body, version, object } = await route.handle(context, call.input)
  const result = {
    status: call.dryRun ? 200 : route.operation.status,
    etag: version === undefined ? null : `"${version}"`,
    body: route.operation.response ? serialize(body) : '',
  }
  if (repeatable) {
    const told = route.operation.secretAnswer ? { ...result, body: null } : result
    // Before the commit is on its way: what goes wrong afterwards has been done all the same.
    if (told.body && !object) throw new TypeError(`${route.operation.id} does not say what its answer shows`)
    await withCommit(context.tx, keepAnswer(context, repeatable, told, object))
  }
  return result
}

/** Writes something for a call that reads, in a transaction of its own. */
export function writeFor<Result>(
  { database, clock }: CallEnvironment,
  call: Call,
  work: (context: CallContext) => Promise<Result>,
): Promise<Result> {
  return database.within(call.caller.scope, (tx) => work({ ...call, tx, actor: call.caller, clock }), writing)
}

const writing: TransactionOptions = { statementTimeoutMs: 30_000, lockTimeoutMs: 10_000 }

function transactionOptions(operation: Operation, call: Call): TransactionOptions {
  // Nobody waits for the first rows of a whole list on a screen.
  if (operation.method === 'GET') return { readOnly: true, statementTimeoutMs: operation.media ? 30_000 : 5_000 }
  return { ...writing, dryRun: call.dryRun }
}
