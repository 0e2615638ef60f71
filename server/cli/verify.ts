import { Command } from 'commander'
import { type AuditReport, verifyAudit } from '../features/audit-events/public.ts'
import { print } from './output.ts'
import { withInstallation } from './with-installation.ts'

/** `tenantry verify audit`: proves that the audit log is whole. */
export const verifyCommand = new Command('verify').description('Prove that records are whole').addCommand(
  new Command('audit').description('Check the sealed chain of the audit log against its rows').action(async () => {
    await withInstallation(async ({ database, providerIds }) => {
      const reports = await verifyAudit(database, await providerIds())
      for (const line of linesOf(reports)) print(line)
      if (reports.some(({ breaks }) => breaks.length > 0)) process.exitCode = 1
    })
  }),
)

/** A line for each break, one for each provider that has erased values, and what it comes to. */
export function linesOf(reports: readonly AuditReport[]): string[] {
  const breaks = reports.flatMap((report) => report.breaks)
  const erased = reports
    .filter(({ erasedCount }) => erasedCount > 0)
    .map(({ providerId, erasedCount }) => ({ providerId, kind: 'payload_erased', count: erasedCount }))
  const end = breaks.length === 0 ? 'The audit log is whole.' : `${breaks.length} breaks.`
  return [...[...breaks, ...erased].map((found) => JSON.stringify(found)), end]
}
