/**
 * The program at a customer's site. So far it answers the first question of every installation there: does the way to
 * central work, and do both clocks agree? Run by `node server/run.mjs probe/main.ts <address>`.
 */
import { checkCentral } from './checks/check-central.ts'

const address = process.argv[2]
if (!address || !URL.canParse(address)) {
  process.stderr.write('Name the address of the central server, e.g. https://msp.example\n')
  process.exit(2)
}
const finding = await checkCentral(address, () => new Date())
process.stdout.write(`${finding.isReachable ? 'ok' : 'problem'}: ${finding.text}\n`)
process.exit(finding.isReachable ? 0 : 1)
