import { execFileSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { postmasterPid, processesIn } from './processes.ts'
import { eventually, type Supervisor, useSupervisors } from './supervisors.fixture.ts'

const { folder, folderWithDatabase, start } = useSupervisors()

/** How long the database may outlive the process that started it. */
const graceMs = 2_000

async function up(dataDir: string, options: { afterwards?: string } = {}): Promise<Supervisor & { address: string }> {
  const supervisor = start(dataDir, options)
  const { event, address = '', message } = await supervisor.saying('up', 'refused')
  expect({ event, message }).toEqual({ event: 'up', message: undefined })
  return { ...supervisor, address }
}

const nothingLeftIn = (cluster: string) =>
  eventually(async () => (await processesIn(cluster)).length === 0, 'no process is left', graceMs)

async function withClient<T>(address: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(address)
  // The server goes away in the middle: the query that is under way reports it, the idle connection needn't.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const countIn = (address: string) =>
  withClient(address, async (client) =>
    (await client.query('select number from written order by 1')).rows.map(({ number }) => number),
  )

const makeTable = (address: string) =>
  withClient(address, (client) => client.query('create table written (number int)'))

/** Writes 0, 1, 2 … until the server is gone and returns how many writes it had confirmed. */
function writeUntilGone(address: string, onWrite: (confirmed: number) => void): Promise<number> {
  return withClient(address, async (client) => {
    let confirmed = 0
    try {
      for (; ; confirmed++) {
        await client.query('insert into written values ($1)', [confirmed])
        onWrite(confirmed)
      }
    } catch {
      return confirmed
    }
  })
}

async function killAll(cluster: string): Promise<void> {
  for (const pid of await processesIn(cluster)) process.kill(pid, 'SIGKILL')
}

describe('when every process of the database is killed with -9', () => {
  it('the owner is told, and the next start has every row that was confirmed', async () => {
    const dataDir = await folderWithDatabase()
    const cluster = join(dataDir, 'postgres')
    const first = await startEmbeddedPostgres({ dataDir, log: () => undefined })
    const told = new Promise<number | null>((resolve) => first.onExit(resolve))
    await makeTable(first.connectionString('postgres'))
    let killed: Promise<void> | undefined
    const confirmed = await writeUntilGone(first.connectionString('postgres'), (count) => {
      if (count < 200) return
      killed ??= killAll(cluster)
    })
    await killed
    expect(await told).toBeNull()
    await first.stop()

    const second = await startEmbeddedPostgres({ dataDir, log: () => undefined })
    const found = await countIn(second.connectionString('postgres'))
    await second.stop()
    expect(confirmed).toBeGreaterThan(200)
    expect(found.slice(0, confirmed)).toEqual(Array.from({ length: confirmed }, (_, index) => index))
  })
})

describe('when the supervising process ends', () => {
  it('by kill -9 of its whole group, no process of the database is left and the next start works', async () => {
    const dataDir = await folderWithDatabase()
    const cluster = join(dataDir, 'postgres')
    const first = await up(dataDir)
    await makeTable(first.address)
    await withClient(first.address, async (client) => {
      await client.query('insert into written values (1)')
      expect((await processesIn(cluster)).length).toBeGreaterThan(3)
      if (first.process.pid) process.kill(-first.process.pid, 'SIGKILL')
      await nothingLeftIn(cluster)
    })
    const second = await up(dataDir)
    expect(await countIn(second.address)).toEqual([1])
    expect(second.heard.map(({ event }) => event)).toEqual(['postgres.ready', 'up'])
  })

  it('without stopping the database, it ends and the database with it', async () => {
    const dataDir = await folderWithDatabase()
    const { process: supervisor } = await up(dataDir, { afterwards: 'leave' })
    await eventually(async () => supervisor.exitCode === 0, 'the supervisor has ended by itself')
    await nothingLeftIn(join(dataDir, 'postgres'))
  })

  it('together with the watchdog, the next start ends what was left running', async () => {
    const dataDir = await folderWithDatabase()
    const cluster = join(dataDir, 'postgres')
    const first = await up(dataDir)
    await makeTable(first.address)
    const orphan = await postmasterPid(cluster)
    execFileSync('kill', ['-9', ...(await watchdogsOf(orphan)), String(first.process.pid)])
    await eventually(async () => first.process.signalCode === 'SIGKILL', 'the supervisor is dead')
    expect(await processesIn(cluster)).toContain(orphan)

    const second = await up(dataDir)
    expect(second.heard[0]?.event).toBe('postgres.leftovers_ended')
    expect(second.heard[0]?.processes).toContain(orphan)
    expect(await countIn(second.address)).toEqual([])
    expect(await processesIn(cluster)).not.toContain(orphan)
  })

  it('in the middle of making the database, the next start makes it anew', async () => {
    const dataDir = await folder()
    const first = start(dataDir)
    const unfinished = async () => (await readdir(dataDir)).find((name) => name.startsWith('postgres.new-'))
    await eventually(async () => {
      const name = await unfinished()
      return name && (await readdir(join(dataDir, name))).includes('PG_VERSION')
    }, 'initdb is at work')
    first.process.kill('SIGKILL')
    const second = await up(dataDir)
    await makeTable(second.address)
    expect(await unfinished()).toBeUndefined()
  })
})

it('of two that start at the same instant exactly one makes the database, and the other says who has the data folder', async () => {
  const dataDir = await folder()
  const both = [start(dataDir), start(dataDir)]
  const said = await Promise.all(both.map(({ saying }) => saying('up', 'refused')))
  expect(said.map(({ event }) => event).sort()).toEqual(['refused', 'up'])
  const winner = both[said.findIndex(({ event }) => event === 'up')]
  expect(said.find(({ message }) => message)?.message).toMatch(`already in use by process ${winner?.process.pid}:`)
})

async function watchdogsOf(pid: number | undefined): Promise<string[]> {
  const found: string[] = []
  for (const name of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const words = (await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')).split('\0')
    if (words.includes('postgres-watchdog') && words.includes(String(pid))) found.push(name)
  }
  expect(found).toHaveLength(1)
  return found
}
