// Which account runs PostgreSQL: it refuses to run as root, so root needs somebody else to run it.
import { lchown, readFile, stat } from 'node:fs/promises'

/** An operating-system account by its numbers. */
export type Account = { uid: number; gid: number }

const lastResort: Account = { uid: 65534, gid: 65534 }

/**
 * The account to run PostgreSQL as, or `undefined` for our own. Only root gets another one: the owner of the cluster
 * or of the data folder (so that running once as root doesn't lock the usual user out), else `postgres` or `nobody`.
 */
export async function databaseAccount(dataDir: string, clusterDir: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  return (await ownerOf(clusterDir)) ?? (await ownerOf(dataDir)) ?? (await unprivilegedAccount())
}

/** Hands a file that root made in somebody's data folder to the owner of that folder; does nothing otherwise. */
export async function giveToOwner(dataDir: string, path: string): Promise<void> {
  const owner = process.getuid?.() === 0 ? await ownerOf(dataDir) : undefined
  if (owner) await lchown(path, owner.uid, owner.gid)
}

async function ownerOf(path: string): Promise<Account | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined
}

async function unprivilegedAccount(): Promise<Account> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const accounts = new Map(passwd.split('\n').map((line) => [line.split(':', 1)[0], line.split(':')]))
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.get(name) ?? []
    if (Number(uid) > 0 && Number(gid) > 0) return { uid: Number(uid), gid: Number(gid) }
  }
  return lastResort
}
