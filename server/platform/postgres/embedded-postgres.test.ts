import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './embedded-postgres.ts'
import { freePort } from './postmaster.ts'
import { processesIn } from './processes.ts'
import { StartupError } from './startup-error.ts'
import { canBeAnother, isRoot, useSupervisors } from './supervisors.fixture.ts'

const { folder, folderWithDatabase, start } = useSupervisors()
const running: EmbeddedPostgres[] = []

afterEach(async () => {
  for (const database of running.splice(0)) await database.stop()
})

async function startHere(dataDir: string, options: Partial<EmbeddedPostgresOptions> = {}): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ dataDir, log: () => undefined, durable: false, ...options })
  running.push(database)
  return database
}

async function query(address: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(address)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

describe('a start', () => {
  // Root runs the database as another account, to which that home is closed.
  it('makes a database that accepts the password and nothing else, shows its files to nobody else, also below a home closed to others, and finds its rows again', async () => {
    const home = join(await folder(), 'home')
    await mkdir(home, { mode: 0o700 })
    const dataDir = join(home, 'made', 'by', 'start')
    const first = await startHere(dataDir)
    const address = first.connectionString('postgres')
    await query(address, 'create table kept (value text); insert into kept values (upper(chr(228)))')
    await expect(query(first.connectionString('postgres', 'postgres', 'wrong'), 'select 1')).rejects.toThrow(/password/)
    await expect(query(`postgres://postgres@127.0.0.1:${first.port}/postgres`, 'select 1')).rejects.toThrow(/password/)
    await Promise.all([first.stop(), first.stop()])
    expect(await processesIn(join(dataDir, 'postgres'))).toEqual([])
    await expect(query(address, 'select 1')).rejects.toThrow(/ECONNREFUSED/)

    const second = await startHere(dataDir)
    expect(second.superuserPassword).toBe(first.superuserPassword)
    expect(await query(second.connectionString('postgres'), 'select value from kept')).toEqual([{ value: 'Ä' }])
    expect((await stat(join(dataDir, 'postgres'))).uid).not.toBe(0)

    const modeOf = async (path: string) => (await stat(join(dataDir, path))).mode & 0o777
    expect(await modeOf('secrets/postgres-superuser-password')).toBe(0o600)
    expect(await modeOf('postgres')).toBe(0o700)
    expect(await readFile(join(dataDir, 'logs', 'postgres.log'), 'utf8')).toContain('ready to accept connections')
  })

  it('keeps every promise about durability unless told otherwise', async () => {
    const dataDir = await folderWithDatabase()
    const database = await startHere(dataDir, { durable: true, maxConnections: 17 })
    const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'max_connections']
    const settings = names.map((name) => `current_setting('${name}') as ${name}`).join()
    const [found] = await query(database.connectionString('postgres'), `select ${settings}, datlocale from pg_database`)
    expect(found).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      max_connections: '17',
      datlocale: 'C.UTF-8',
    })
  })

  it('takes another port when the chosen one is taken', async () => {
    const rival = createServer().listen(0, '127.0.0.1')
    await once(rival, 'listening')
    const address = rival.address()
    const taken = typeof address === 'object' && address ? address.port : 0
    const ports = [taken, await freePort()]
    const database = await startHere(await folderWithDatabase(), {
      choosePort: async () => ports.shift() ?? freePort(),
    })
    rival.close()
    expect(database.port).not.toBe(taken)
    expect(await query(database.connectionString('postgres'), 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('says so when every port is taken', async () => {
    const rival = createServer().listen(0, '127.0.0.1')
    await once(rival, 'listening')
    const address = rival.address()
    const taken = typeof address === 'object' && address ? address.port : 0
    const refused = startHere(await folderWithDatabase(), { choosePort: async () => taken })
    await expect(refused).rejects.toThrow(/PostgreSQL didn't start.*Address already in use/)
    rival.close()
  })
})

describe('a data folder that has changed hands', () => {
  it('gets another password when its secrets got lost, and opens to the old one no more', async () => {
    const dataDir = await folderWithDatabase()
    const first = await startHere(dataDir)
    await query(first.connectionString('postgres'), 'create table kept (value int); insert into kept values (7)')
    await first.stop()
    execFileSync('rm', ['-r', join(dataDir, 'secrets')])
    const second = await startHere(dataDir)
    expect(await query(second.connectionString('postgres'), 'select value from kept')).toEqual([{ value: 7 }])
    const old = second.connectionString('postgres', 'postgres', first.superuserPassword)
    await expect(query(old, 'select 1')).rejects.toThrow(/password/)
  })

  it('starts although a restored backup left its database readable by others', async () => {
    const dataDir = await folderWithDatabase()
    await chmod(join(dataDir, 'postgres'), 0o755)
    const { port } = await startHere(dataDir)
    expect(port).toBeGreaterThan(0)
  })

  it.runIf(canBeAnother)(
    'still starts for its owner after root has started it (only root can run as two users)',
    async () => {
      const dataDir = await folder()
      execFileSync('chown', ['65534:65534', dataDir])
      await (await startHere(dataDir)).stop()
      const { event, message } = await start(dataDir, { uid: 65534 }).saying('up', 'refused')
      expect({ event, message }).toEqual({ event: 'up', message: undefined })
    },
  )
})

describe('a start is refused with one line that says what to do', () => {
  async function refusal(dataDir: string): Promise<string> {
    const error = await startHere(dataDir).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(StartupError)
    const message = error instanceof Error ? error.message : ''
    expect(message).not.toContain('\n')
    return message
  }

  it('when the data folder is in use', async () => {
    const dataDir = await folderWithDatabase()
    const database = await startHere(dataDir)
    expect(await refusal(dataDir)).toContain(`already in use by process ${process.pid}`)
    expect(await query(database.connectionString('postgres'), 'select 1 as one')).toEqual([{ one: 1 }])
  })

  it('when the data folder is a file', async () => {
    const file = join(await folder(), 'file')
    await writeFile(file, '')
    expect(await refusal(file)).toContain('TENANTRY_DATA_DIR')
  })

  it('when the data folder may not be written', async () => {
    const dataDir = await folder()
    await chmod(dataDir, 0o555)
    const { saying } = start(dataDir, isRoot ? { uid: 65534 } : {})
    const { event, message } = await saying('up', 'refused')
    expect(event).toBe('refused')
    expect(message).toMatch(/^StartupError: The data folder .* can't be used by user \d+ \(EACCES.*make it writable/)
  })

  it.runIf(canBeAnother)('when the database belongs to somebody else (only root can give a folder away)', async () => {
    const dataDir = await folder()
    await mkdir(join(dataDir, 'postgres'), { mode: 0o755 })
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '18\n')
    execFileSync('chown', ['-R', '65533:65533', dataDir])
    execFileSync('chown', ['65534:65534', dataDir])
    const { message } = await start(dataDir, { uid: 65534 }).saying('up', 'refused')
    expect(message).toContain('belongs to user 65533, but this is user 65534')
  })

  it('when the database is of another major version', async () => {
    const dataDir = await folderWithDatabase()
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
    expect(await refusal(dataDir)).toMatch(/made by PostgreSQL 17, but this release brings 18: .*DATABASE_URL/)
  })

  it('when something other than a database lies in its place', async () => {
    const dataDir = await folderWithDatabase()
    const cluster = join(dataDir, 'postgres')
    execFileSync('rm', [join(cluster, 'PG_VERSION')])
    expect(await refusal(dataDir)).toContain('holds something other than a database')
    expect((await readdir(cluster)).length).toBeGreaterThan(10)
  })

  it.runIf(canMount())('when the disk is full (needs the right to mount a small one)', async () => {
    const dataDir = await folder()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', dataDir])
    try {
      expect(await refusal(dataDir)).toMatch(/^The disk that holds .* is full: free some space/)
      expect((await readdir(dataDir)).filter((name) => name.startsWith('postgres'))).toEqual([])
      execFileSync('mount', ['-o', 'remount,size=200m', dataDir])
      await (await startHere(dataDir)).stop()
      execFileSync('sh', ['-c', 'rm -rf "$1"/logs; cat /dev/zero > "$1"/filler || true', 'sh', dataDir], {
        stdio: 'ignore',
      })
      expect(await refusal(dataDir)).toMatch(/^The disk that holds .* is full: free some space/)
    } finally {
      execFileSync('umount', [dataDir])
    }
  })

  it('not because of a postmaster.pid whose number an unrelated process has got', async () => {
    const dataDir = await folderWithDatabase()
    const cluster = join(dataDir, 'postgres')
    const { uid, gid } = await stat(cluster)
    const bystander = spawn('sleep', ['60'], isRoot ? { uid, gid } : {})
    await writeFile(join(cluster, 'postmaster.pid'), `${bystander.pid}\n${cluster}\n1\n5432\n\n\n\nready   \n`)
    await startHere(dataDir)
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull()
    bystander.kill()
  })
})

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' })
    return isRoot
  } catch {
    return false
  }
}
