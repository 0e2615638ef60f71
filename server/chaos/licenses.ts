// npm run chaos:licenses [-- --seed N --actions N --kills N --clients N]
import { parseArgs } from 'node:util'
import { runLicenseChaos } from './license-chaos.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    actions: { type: 'string', default: '100000' },
    kills: { type: 'string', default: '20' },
    clients: { type: 'string', default: '32' },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)
say(`seed ${values.seed}`)
const { wrong, ...report } = await runLicenseChaos({
  seed: Number(values.seed),
  actions: Number(values.actions),
  kills: Number(values.kills),
  clients: Number(values.clients),
  managers: 4,
  lastOnes: 200,
  patienceMs: 90_000,
  say,
})
say(JSON.stringify(report, null, 2))
for (const each of wrong) say(`WRONG ${each}`)
say(wrong.length === 0 ? 'Nothing is wrong' : `${wrong.length} things are wrong`)
process.exitCode = wrong.length === 0 ? 0 : 1
