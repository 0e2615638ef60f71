/** The secrets of the data folder are their owner's alone, whatever a copy or a slip of the hand has made of their modes. */
import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { errorCode, StartupError } from './startup-error.ts'

const folder = 'secrets'
const files = ['installation-secret', 'encryption-key', 'postgres-superuser-password', 'running-database']
const places = [folder, ...files.map((name) => path.join(folder, name))]
const ofOthers = 0o077

/**
 * Tells which of the secrets others than their owner may read or change, as paths below the data folder. Links are left to
 * whoever has made them.
 */
export function wideSecrets(dataDir: string): Promise<string[]> {
  return eachWide(dataDir, async () => {})
}

/**
 * Takes the secrets from everybody but their owner.
 * @returns what others could reach, as paths below the data folder
 * @throws StartupError for what belongs to somebody else
 */
export function narrowSecrets(dataDir: string): Promise<string[]> {
  return eachWide(dataDir, async (handle, place) => {
    const { mode, uid } = await handle.stat()
    // Root could take a file of anybody's that somebody has put in the place of ours.
    const isOurs = uid === process.getuid?.() || uid === (await stat(dataDir)).uid
    const refused = isOurs ? await handle.chmod(mode & 0o7700).catch((error: unknown) => error) : 'it is not ours'
    if (refused === undefined) return
    const file = path.join(dataDir, place)
    throw new StartupError(
      `Others than its owner can read ${file}, and user ${process.getuid?.()} cannot change that (${reasonOf(refused)}): let its owner run chmod go= ${file}.`,
    )
  })
}

async function eachWide(dataDir: string, act: (handle: FileHandle, place: string) => Promise<void>): Promise<string[]> {
  // Where nobody has a number, modes say nothing.
  if (!process.getuid) return []
  const wide: string[] = []
  for (const place of places) {
    const handle = await opened(path.join(dataDir, place))
    if (!handle) continue
    try {
      if (((await handle.stat()).mode & ofOthers) === 0) continue
      await act(handle, place)
      wide.push(place)
    } finally {
      await handle.close()
    }
  }
  return wide
}

/** Through a link, root would change whatever it leads to. What cannot be read is told of by whoever needs it. */
async function opened(file: string): Promise<FileHandle | null> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  return open(file, flags).catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'ENXIO'].includes(errorCode(error) ?? '')) return null
    throw error
  })
}

function reasonOf(refused: unknown): string {
  return refused instanceof Error ? refused.message : String(refused)
}
