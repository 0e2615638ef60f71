/** The data folder before anything lies in it. */
import { mkdir, rmdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode, StartupError } from './startup-error.ts'

/**
 * Makes the data folder where it is missing, with those above it, one after the other: asked for all of them at once,
 * Node.js goes on forever where one can hold no other, as in /proc.
 * @throws StartupError when the path leads through a file
 */
export async function makeDataFolder(dataDir: string): Promise<void> {
  for (const folder of await missingFolders(dataDir)) await make(folder)
}

/**
 * Tells whether the data folder is still to be made, and fails where it cannot be; what it tries, it takes away again.
 * @throws StartupError when the path leads through a file
 */
export async function isStillToBeMade(dataDir: string): Promise<boolean> {
  const [first] = await missingFolders(dataDir)
  if (first === undefined) return false
  if (await make(first)) await rmdir(first)
  return true
}

/** The folders that are missing, the uppermost first. */
async function missingFolders(dataDir: string): Promise<string[]> {
  const missing: string[] = []
  for (let folder = dataDir; ; folder = dirname(folder)) {
    const found = await stat(folder).catch((error) => {
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null
      throw error
    })
    if (found?.isDirectory()) return missing
    if (found)
      throw new StartupError(
        `The data folder ${dataDir} can't be used: ${folder} is no folder. Choose another with TENANTRY_DATA_DIR.`,
      )
    missing.unshift(folder)
  }
}

/** Whether it was not there yet. */
async function make(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 })
    return true
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    // Somebody was quicker; a link that leads nowhere fails.
    await stat(folder)
    return false
  }
}
