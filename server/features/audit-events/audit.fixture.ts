import { newId } from '../../platform/clock/clock.ts'
import type { Context } from '../../platform/http/context.ts'
import { type Scope, systemScope } from '../../platform/tenancy/scope.ts'
import { openTestInstallation, type TestInstallation } from '../../testing/test-installation.ts'
import { type AuditedChange, recordAudit } from './record-audit.ts'

/** A database with an audit log and a clock that the test sets. */
export interface AuditWorld extends TestInstallation {
  /** The time of the next change. */
  time: Date
  inside<T>(scope: Scope, work: (context: Context) => Promise<T>): Promise<T>
  /** Records changes of one provider in a transaction each, a minute apart. */
  record(providerId: string, changes: Partial<AuditedChange>[]): Promise<void>
}

/** Opens a world; providers need no rows of their own here. */
export async function openAuditWorld(time: Date): Promise<AuditWorld> {
  const world = { time }
  const clock = { now: () => world.time }
  const opened = await openTestInstallation({ clock })
  const inside: AuditWorld['inside'] = (scope, work) =>
    opened.installation.database.within(scope, (tx) =>
      work({
        tx,
        clock,
        origin: { id: 'request-1', source: '192.0.2.7' },
        actor: {
          kind: scope.membershipId === systemScope(scope.providerId).membershipId ? 'system' : 'user',
          name: 'Zoë',
          scope,
        },
      }),
    )
  const record: AuditWorld['record'] = async (providerId, changes) => {
    for (const change of changes) {
      await inside(systemScope(providerId), (context) => recordAudit(context, { ...someChange(providerId), ...change }))
      world.time = new Date(world.time.getTime() + 60_000)
    }
  }
  return Object.assign(world, opened, { inside, record })
}

/** A change of something by nobody in particular; the log itself does not ask what was done. */
export function someChange(organizationId: string): AuditedChange {
  const action = 'thing.created' as never
  return { action, organizationId, objectType: 'thing', objectId: newId(), after: { name: 'a thing' } }
}
