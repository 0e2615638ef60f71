/** What devices report with a token of where they were before somebody moved them. */
import type { ReportedDevice } from '@tenantry/contract/enrollments.ts'
import { lockSpaces, takeLock } from '../../platform/database/advisory-lock.ts'
import type { TenantDatabase } from '../../platform/database/tenant-database.ts'
import type { Context } from '../../platform/http/context.ts'
import { retrying } from '../../platform/http/problems.ts'
import { systemScope } from '../../platform/tenancy/scope.ts'
import { findDeviceHomes, findEnrolled, renewReported, serialKeyOf } from '../devices/public.ts'
import { effectiveStatus, shareTree } from '../organizations/public.ts'

/** A report of a device that lies elsewhere now. */
export interface MovedReport {
  id: string
  key: string
  report: ReportedDevice
}

type Around = Pick<Context, 'clock' | 'origin'> & { database: TenantDatabase }
type Limits = Parameters<TenantDatabase['within']>[2]

/**
 * Renews devices where somebody has put them, each organization in a transaction of its own that sees nothing else. What
 * tells them apart there stays: it is not for a token of elsewhere to change. The archive takes no reports. The log there
 * names no token, for that is told of another organization.
 */
export async function renewMoved(
  around: Around,
  providerId: string,
  reports: readonly MovedReport[],
  limits: Limits,
): Promise<void> {
  if (reports.length === 0) return
  const everywhere = systemScope(providerId)
  const ids = reports.map(({ id }) => id)
  const homes = await around.database.within(everywhere, (tx) => findDeviceHomes(tx, ids), { readOnly: true })
  for (const home of new Set(homes.map(({ organization_id }) => organization_id))) {
    const there = new Set(homes.flatMap(({ id, organization_id }) => (organization_id === home ? [id] : [])))
    const scope = { ...everywhere, organizationId: home, reach: 'subtree' as const }
    const its = reports.filter(({ id }) => there.has(id))
    // Tried again by itself: what was enrolled beside it would be told as updated, were that done again.
    await retrying(() => around.database.within(scope, (tx) => renewAt({ ...around, tx }, home, scope, its), limits))
  }
}

async function renewAt(
  { tx, clock, origin }: Omit<Context, 'actor'>,
  home: string,
  scope: Context['actor']['scope'],
  reports: readonly MovedReport[],
): Promise<void> {
  await shareTree(tx)
  await takeLock(tx, lockSpaces.enrollments, home)
  if ((await effectiveStatus(tx, home)) === 'archived') return
  const context = { tx, clock, origin, actor: { kind: 'system' as const, name: 'Enrollment', scope } }
  const identityOf = ({ key, report }: MovedReport) => ({ key, serial: serialKeyOf(report) })
  const known = await findEnrolled(tx, home, reports.map(identityOf))
  // Of two with the same key, the one that was there goes on reporting.
  const updates = reports.map((each) => ({ ...each, id: known(identityOf(each))?.id ?? each.id }))
  await renewReported(context, home, updates, true)
}
