// One supervisor per data folder. The lock is a FIFO that its holder keeps open for reading: opening it for writing
// succeeds as long as a reader lives and fails (ENXIO) afterwards. So the kernel answers whether the holder is alive,
// also across containers, where process ids mean nothing, and a crash never leaves the lock stuck.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, constants, openSync } from 'node:fs'
import { link, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { giveToOwner } from './account.ts'
import { diskFull, errorCode, StartupError } from './startup-error.ts'

/** A held lock. */
export type DataFolderLock = { release(): Promise<void> }

const attempts = 20
const run = promisify(execFile)

/**
 * Takes the lock of `dataDir` or fails at once. Of several that try at the same instant exactly one succeeds: each
 * links its FIFO as the generation after the highest, and generations only go up.
 * @throws StartupError when another supervisor holds it
 */
export async function lockDataFolder(dataDir: string): Promise<DataFolderLock> {
  const folder = join(dataDir, 'locks')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await giveToOwner(dataDir, folder)
  for (let attempt = 0; attempt < attempts; attempt++) {
    const highest = await highestGeneration(folder)
    if (highest > 0 && isHeld(generation(folder, highest))) throw await inUse(dataDir, folder, highest)
    const lock = await claim(dataDir, folder, highest + 1)
    if (lock) return lock
  }
  throw new StartupError(`The data folder ${dataDir} is being started by several processes: start only one.`)
}

async function claim(dataDir: string, folder: string, number: number): Promise<DataFolderLock | undefined> {
  const candidate = join(folder, `holder-${process.pid}-${randomBytes(4).toString('hex')}`)
  await makeFifo(dataDir, candidate)
  let descriptor: number | undefined
  try {
    await giveToOwner(dataDir, candidate)
    const opened = openSync(candidate, constants.O_RDONLY | constants.O_NONBLOCK)
    descriptor = opened
    await link(candidate, generation(folder, number))
    // A higher generation means that ours was removed as outdated between our look and our link.
    if ((await highestGeneration(folder)) === number) {
      await removeOutdated(folder, number)
      return { release: () => abandon(opened, candidate) }
    }
    await rm(generation(folder, number), { force: true })
  } catch (error) {
    const code = errorCode(error)
    if (code !== 'EEXIST' && code !== 'ENOENT') throw error
  }
  await abandon(descriptor, candidate)
  return undefined
}

async function makeFifo(dataDir: string, path: string): Promise<void> {
  try {
    // Without a mode: that would be set in a second step, and one that starts at the same instant may have removed it by
    // then. The folder is closed to others.
    await run('mkfifo', [path])
  } catch (error) {
    const words = String(error)
    if (words.includes('No space left on device')) throw diskFull(dataDir)
    const line = words.trim().split('\n').at(-1)
    throw new StartupError(
      `The data folder ${dataDir} can't be locked: ${line}. Choose another with TENANTRY_DATA_DIR.`,
    )
  }
}

async function abandon(descriptor: number | undefined, candidate: string): Promise<void> {
  if (descriptor !== undefined) closeSync(descriptor)
  await rm(candidate, { force: true })
}

/** The generation file itself stays: without it a slow rival could reuse its number. */
async function removeOutdated(folder: string, current: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const outdated = name.startsWith('holder-') ? !isHeld(path) : (numberOf(name) ?? current) < current
    if (outdated) await rm(path, { force: true })
  }
}

function isHeld(fifo: string): boolean {
  try {
    closeSync(openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK))
    return true
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENXIO' || code === 'ENOENT') return false
    throw error
  }
}

async function inUse(dataDir: string, folder: string, number: number): Promise<StartupError> {
  const held = await stat(generation(folder, number)).catch(() => undefined)
  let holder = 'another process'
  for (const name of await readdir(folder)) {
    const file = await stat(join(folder, name)).catch(() => undefined)
    const pid = /^holder-(\d+)-/.exec(name)?.[1]
    if (pid && file?.ino === held?.ino) holder = `process ${pid}`
  }
  return new StartupError(
    `The data folder ${dataDir} is already in use by ${holder}: stop that one first or choose another with TENANTRY_DATA_DIR.`,
  )
}

const generation = (folder: string, number: number) => join(folder, `postgres.${number}`)

function numberOf(name: string): number | undefined {
  const digits = /^postgres\.(\d+)$/.exec(name)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

async function highestGeneration(folder: string): Promise<number> {
  return Math.max(0, ...(await readdir(folder)).map((name) => numberOf(name) ?? 0))
}
