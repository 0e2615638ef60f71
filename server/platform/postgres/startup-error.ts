/** The product can't start for a reason its operator can remove; `message` is one line: what is wrong and what to do. */
export class StartupError extends Error {
  override name = 'StartupError'
}

const outside = 'or set DATABASE_URL to use a PostgreSQL of your own'

/** Error codes of the operating system that mean "this account may not write here". */
const unwritable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT'])
const full = new Set(['ENOSPC', 'EDQUOT'])

/** The line for a data folder without free space. */
export function diskFull(dataDir: string): StartupError {
  return new StartupError(`The disk that holds ${dataDir} is full: free some space there, then start again.`)
}

/**
 * Runs `work` and turns the file errors an operator can cause into one clear line; every other error passes unchanged.
 * @throws StartupError when the disk is full or `dataDir` can't be written
 */
export async function withClearFileErrors<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = errorCode(error)
    if (code !== undefined && full.has(code)) throw diskFull(dataDir)
    if (code === undefined || !unwritable.has(code) || !(error instanceof Error)) throw error
    const account = process.getuid ? `user ${process.getuid()}` : 'this user'
    throw new StartupError(
      `The data folder ${dataDir} can't be used by ${account} (${reasonOf(error)}): make it writable, ` +
        `choose another with TENANTRY_DATA_DIR ${outside}.`,
      { cause: error },
    )
  }
}

/** Where a disk is read-only, Node.js says of a folder that it cannot make only that there is none. */
function reasonOf(error: Error): string {
  return errorCode(error) === 'ENOENT' ? 'it is not there and cannot be made' : error.message
}

/** The `code` of a Node.js system error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
