import type { Permission } from '@tenantry/contract/permissions.ts'
import type { Caller } from '../auth/caller.ts'
import type { Clock } from '../clock/clock.ts'
import type { TenantTransaction } from '../database/tenant-database.ts'

/** Where a request came from, for the audit log and the logs. */
export interface RequestOrigin {
  /** Id of the request; also in the answer's X-Request-Id. */
  id: string
  /** Address of the client; null for the system itself. */
  source: string | null
}

/** Who is behind a change: a caller, or the system itself (jobs, commands, set-up). */
export type Actor = Pick<Caller, 'name' | 'scope'> & { kind: Caller['kind'] | 'system' } & Partial<
    Pick<Caller, 'apiKey' | 'permissions'>
  >

/** Whether whoever is behind a change may see or do something; the system itself may do everything. */
export function mayActor({ permissions }: Actor, permission: Permission): boolean {
  return permissions?.has(permission) ?? true
}

/** What a use-case works with: one transaction under one scope, and who asked for it. */
export interface Context {
  tx: TenantTransaction
  actor: Actor
  clock: Clock
  origin: RequestOrigin
}

/** The context of an operation that a signed-in caller has asked for. */
export interface CallContext extends Context {
  caller: Caller
  /** The versions named in If-Match, of which one has to be there; null where the operation needs none or the caller accepts any (`*`). */
  ifMatch: readonly number[] | null
  /** Whether all of it is taken back in the end, so that only what the answer tells has to be computed. */
  dryRun: boolean
  /** Whether it runs once more because somebody else was quicker: what was taken to be free has to be looked up now. */
  isRepeated?: boolean
}
