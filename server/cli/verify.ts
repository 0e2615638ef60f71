import { Command } from 'commander'
import { verifyAudit } from '../features/audit-events/public.ts'
import { print } from './output.ts'
import { withInstallation } from './with-installation.ts'

/** `tenantry verify audit`: proves that the audit log is whole. */
export const verifyCommand = new Command('verify').description('Prove that records are whole').addCommand(
  new Command('audit').description('Check the sealed chain of the audit log against its rows').action(async () => {
    await withInstallation(async ({ database, providerIds }) => {
      const findings = await verifyAudit(database, await providerIds())
      for (const finding of findings) print(JSON.stringify(finding))
      const breaks = findings.filter((finding) => finding.isBreak)
      print(breaks.length === 0 ? 'The audit log is whole.' : `${breaks.length} breaks.`)
      if (breaks.length > 0) process.exitCode = 1
    })
  }),
)
