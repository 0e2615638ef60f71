import type { AuditAction } from '@tenantry/contract/audit-actions.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Context } from '../../platform/http/context.ts'
import { defineTask } from '../../platform/jobs/tasks.ts'
import { recordAudit } from '../audit-events/public.ts'

interface SignInEvent {
  organizationId: string
  membershipId: string
  accountId: string
  name: string
  kind: 'session_started' | 'session_ended' | 'password_changed' | 'sign_in_failed'
  at: string
  source: string | null
}

const actions: Record<SignInEvent['kind'], AuditAction> = {
  session_started: 'account.signed_in',
  session_ended: 'account.signed_out',
  password_changed: 'account.password_changed',
  sign_in_failed: 'account.sign_in_failed',
}

const batch = 200

/**
 * Moves sign-ins, failed ones, sign-outs and password changes to the audit logs of the providers where the person has a place. What
 * is taken and what is recorded commit together, so a run that breaks off neither loses nor repeats any.
 */
export const copySignInsTask = defineTask({
  name: 'copy_sign_ins',
  payload: z.object({}),
  run: async ({ query, inside, signal }) => {
    const providers = await query<{ id: string }>('SELECT auth.hand_over_events() AS id')
    for (const { id } of providers) while (!signal.aborted && (await inside(id, copyBatch)) === batch);
  },
})

async function copyBatch(context: Context): Promise<number> {
  const { events } = await context.tx
    .selectNoFrom(sql<SignInEvent[]>`auth.take_events(${batch})`.as('events'))
    .executeTakeFirstOrThrow()
  for (const event of events) await recordEvent(context, event)
  return events.length
}

async function recordEvent(context: Context, event: SignInEvent): Promise<void> {
  const { organizationId, membershipId, accountId, name, source } = event
  const scope = { ...context.actor.scope, organizationId, membershipId }
  const at = new Date(event.at)
  // Nobody knows who had the wrong password.
  const isFailure = event.kind === 'sign_in_failed'
  await recordAudit(
    {
      ...context,
      clock: { now: () => at },
      actor: isFailure ? { ...context.actor, kind: 'system', name: 'Sign-in' } : { kind: 'user', name, scope },
      origin: { ...context.origin, source },
    },
    {
      action: actions[event.kind],
      organizationId,
      objectType: 'account',
      objectId: accountId,
      after: isFailure ? { name } : {},
    },
  )
}
