import { expect, it } from 'vitest'
import { runLicenseChaos } from './license-chaos.ts'

/** Of another run: TENANTRY_TEST_SEED=…; the order in which answers come is not its own to give. */
const seed = Number(process.env.TENANTRY_TEST_SEED ?? Date.now() % 1_000_000)

it(`hands out no license too many and loses none, with 32 clients at once and server and database killed in turns (B9, EC4, EC6, EC7, IF15, OM3, RI8, seed ${seed})`, {
  timeout: 400_000,
}, async () => {
  const said: string[] = []
  const say = (line: string) => said.push(line)
  const plan = { seed, actions: 400, kills: 2, lastOnes: 64, patienceMs: 0, clients: 32, managers: 4, say }
  const { wrong, answers, kills, race, looks, kinds, merges } = await runLicenseChaos(plan)
  // What is wrong comes first: a report may be cut.
  expect(wrong, [...wrong, ...said].join('\n')).toEqual([])
  expect(kills).toEqual({ server: 1, database: 1 })
  expect(answers).toBeGreaterThanOrEqual(plan.actions)
  expect(race.taken).toBeGreaterThanOrEqual(race.free)
  // It has met the end of the pool, and the counters were looked at meanwhile.
  expect(kinds['409 license_exhausted']).toBeGreaterThan(20)
  expect(merges).toBeGreaterThan(0)
  expect(looks).toBeGreaterThan(20)
})
