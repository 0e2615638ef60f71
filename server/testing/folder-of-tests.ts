import { mkdtemp, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const inMemory = '/dev/shm'
const roomBytes = 4 * 1024 ** 3

/**
 * Makes a folder for the data of a server that tests start. It lies in memory where there is room: each database is more
 * than a thousand files that soon go again, which on a disk cost a third of what PostgreSQL computes. In a container
 * there is little room as a rule, and the folder is among the temporary ones.
 */
export async function makeFolderOfTests(prefix: string): Promise<string> {
  const { bavail, bsize } = await statfs(inMemory).catch(() => ({ bavail: 0, bsize: 0 }))
  return mkdtemp(path.join(bavail * bsize > roomBytes ? inMemory : tmpdir(), prefix))
}
