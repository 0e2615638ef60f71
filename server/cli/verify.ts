import { Command } from 'commander'
import { type AuditReport, verifyAudit } from '../features/audit-events/public.ts'
import { type LicenseDifference, verifyLicenses } from '../features/licenses/public.ts'
import { countOf } from '../platform/english.ts'
import { StartupError } from '../platform/postgres/startup-error.ts'
import { print } from './output.ts'
import { withInstallation } from './with-installation.ts'

/** `tenantry verify audit` and `tenantry verify licenses`: prove that the audit log is whole and that licenses add up. */
export const verifyCommand = new Command('verify').description('Prove that records are whole')

verifyCommand.addCommand(
  new Command('audit').description('Check the sealed chain of the audit log against its rows').action(async () => {
    await withInstallation(async ({ database, providerIds }) => {
      const reports = await verifyAudit(database, await providerIds())
      for (const line of linesOf(reports)) print(line)
      if (reports.some(({ breaks }) => breaks.length > 0)) process.exitCode = 1
    })
  }),
)

verifyCommand.addCommand(
  new Command('licenses')
    .description('Compare counters of licenses with their ledger and with what lives')
    .option('--provider <id>', 'one provider, by its id; all without')
    .action(async ({ provider }: { provider?: string }) => {
      await withInstallation(async ({ database, providerIds }) => {
        const all = await providerIds()
        if (provider && !all.includes(provider))
          throw new StartupError(`No provider has the id ${provider}; ${idsOf(all)}.`)
        const differences = await verifyLicenses(database, provider ? [provider] : all)
        for (const line of linesOfLicenses(differences)) print(line)
        if (differences.length > 0) process.exitCode = 1
      })
    }),
)

/** Some ids of providers that there are: somebody may have given a name. */
export function idsOf(all: readonly string[]): string {
  if (all.length <= 1) return `there is ${all[0] ?? 'none'}`
  const more = all.length > 5 ? ` and ${all.length - 5} more` : ''
  return `there are ${all.slice(0, 5).join(', ')}${more}`
}

/** A line for each difference, and what it comes to. */
export function linesOfLicenses(differences: readonly LicenseDifference[]): string[] {
  const end = differences.length === 0 ? 'All licenses add up.' : `${countOf(differences.length, 'difference')}.`
  return [...differences.map((found) => JSON.stringify(found)), end]
}

/** A line for each break, one for each provider that has erased values, and what it comes to. */
export function linesOf(reports: readonly AuditReport[]): string[] {
  const breaks = reports.flatMap((report) => report.breaks)
  const erased = reports
    .filter(({ erasedCount }) => erasedCount > 0)
    .map(({ providerId, erasedCount }) => ({ providerId, kind: 'payload_erased', count: erasedCount }))
  const end = breaks.length === 0 ? 'The audit log is whole.' : `${countOf(breaks.length, 'break')}.`
  return [...[...breaks, ...erased].map((found) => JSON.stringify(found)), end]
}
