import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import PostalMime, { type Email } from 'postal-mime'
import { expect } from 'vitest'

/** Waits for the newest mail to an address in the outbox of an installation. */
export async function mailTo(dataDir: string, address: string): Promise<Email> {
  let newest: Email | undefined
  await expect
    .poll(
      async () => {
        newest = (await mailsTo(dataDir, address)).at(-1)
        return newest !== undefined
      },
      { timeout: 15_000, message: `a mail to ${address}` },
    )
    .toBe(true)
  if (!newest) throw new Error(`There is no mail to ${address}`)
  return newest
}

/** The link of an invitation in a mail. */
export function linkOf({ text = '' }: Email): string {
  const link = /https?:\/\/\S*\/accept-invitation\?\S+/.exec(text)?.[0]
  if (!link) throw new Error(`There is no link in the mail:\n${text}`)
  return link
}

/** The mails to an address that lie in the outbox now, the oldest first. */
export async function mailsTo(dataDir: string, address: string): Promise<Email[]> {
  return (await outbox(dataDir)).filter(({ to }) => to?.some((person) => person.address === address))
}

async function outbox(dataDir: string): Promise<Email[]> {
  const folder = path.join(dataDir, 'files/mail/outbox')
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml')).sort()
  return Promise.all(names.map(async (name) => PostalMime.parse(await readFile(path.join(folder, name)))))
}

/** A mail server that keeps what it takes. */
interface MailServer {
  mails: () => Promise<{ to: string; raw: string }[]>
}

/** The mails to an address that a mail server has taken, the oldest first. */
export async function mailsTakenFor(server: MailServer, address: string): Promise<Email[]> {
  const taken = (await server.mails()).filter(({ to }) => to === address)
  return Promise.all(taken.map(({ raw }) => PostalMime.parse(raw)))
}
