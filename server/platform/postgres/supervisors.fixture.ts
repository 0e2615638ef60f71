// Runs supervisor.fixture.ts as a process and gives the tests folders that are emptied of processes and files afterwards.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmod, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { makeFolderOfTests } from '../../testing/folder-of-tests.ts'
import { shippedFolder } from './binaries.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { endLeftovers } from './processes.ts'

/** What the fixture says, one object a line. */
export type Said = { event: string; message?: string; address?: string; processes?: number[] }

/** A running fixture; `heard` is what it has said, `saying` waits for an event. */
export type Supervisor = { process: ChildProcess; heard: Said[]; saying(...events: string[]): Promise<Said> }

export const isRoot = process.getuid?.() === 0

/** Whether these tests can act as root and as somebody else who can read this installation. */
export const canBeAnother = isRoot && isReadableBy(65534)

function isReadableBy(uid: number): boolean {
  const { status } = spawnSync('/bin/ls', [shippedFolder()], { uid, gid: uid, cwd: '/', stdio: 'ignore' })
  return status === 0
}

/** Folders that go, with the processes of a database in them, when a test ends. Call once per test file. */
export function useFolders() {
  const folders: string[] = []
  let kept: Promise<string> | undefined
  let made: Promise<string> | undefined

  /** A folder everybody can enter. */
  async function folder(): Promise<string> {
    const dataDir = await enterable()
    folders.push(dataDir)
    return dataDir
  }

  /** The same, but there for all tests of the file. */
  function keptFolder(): Promise<string> {
    kept ??= enterable()
    return kept
  }

  /** A data folder whose database was made, started and stopped before: making each anew was half of all the work. */
  async function folderWithDatabase(): Promise<string> {
    made ??= keptFolder().then(makeDatabase)
    const [from, dataDir] = await Promise.all([made, folder()])
    execFileSync('cp', ['-a', '--', `${from}/.`, dataDir])
    return dataDir
  }

  afterEach(async () => {
    await Promise.all(folders.map((path) => endLeftovers(join(path, 'postgres'))))
    for (const path of folders.splice(0)) await rm(path, { recursive: true, force: true })
  })

  afterAll(async () => {
    if (kept) await rm(await kept, { recursive: true, force: true })
  })

  return { folder, keptFolder, folderWithDatabase }
}

async function enterable(): Promise<string> {
  const made = await makeFolderOfTests('embedded-postgres-')
  await chmod(made, 0o755)
  return made
}

async function makeDatabase(below: string): Promise<string> {
  const dataDir = join(below, 'made')
  const database = await startEmbeddedPostgres({ dataDir, log: () => undefined, durable: false })
  await database.stop()
  return dataDir
}

/** Folders, and processes in them that run the fixture. Call once per test file. */
export function useSupervisors() {
  const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))
  // What is registered last is done first: the processes end before their folders go.
  const { folder, keptFolder, folderWithDatabase } = useFolders()
  const children: ChildProcess[] = []
  let program = ''

  function start(
    dataDir: string,
    { afterwards = 'stay', uid }: { afterwards?: string; uid?: number } = {},
  ): Supervisor {
    const account = uid === undefined ? {} : { uid, gid: uid }
    const child = spawn(process.execPath, [program, dataDir, afterwards], {
      ...account,
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    children.push(child)
    const heard: Said[] = []
    createInterface({ input: child.stdout }).on('line', (line) => heard.push(JSON.parse(line)))
    const saying = (...events: string[]) =>
      eventually(async () => heard.find(({ event }) => events.includes(event)), `the supervisor says ${events.join()}`)
    return { process: child, heard, saying }
  }

  beforeAll(async () => {
    program = join(await keptFolder(), 'supervisor.mjs')
    // Node 20 runs no TypeScript; the bundle lies elsewhere, so it is told where packages are to be looked up.
    const url = JSON.stringify(pathToFileURL(here('binaries.ts')).href)
    const bundle = await rolldown({
      input: here('supervisor.fixture.ts'),
      platform: 'node',
      transform: { define: { 'import.meta.url': url } },
    })
    await bundle.write({ file: program, format: 'esm' })
    await chmod(program, 0o644)
  })

  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })

  return { folder, folderWithDatabase, start }
}

/** Polls until `look` gives something; fails with `what` after `timeoutMs`. */
export async function eventually<T>(
  look: () => Promise<T | undefined | false>,
  what: string,
  timeoutMs = 15_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain until ${what}`)
    await delay(20)
  }
}
