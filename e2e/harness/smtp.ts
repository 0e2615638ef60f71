import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const program = path.resolve(import.meta.dirname, '../../server/testing/smtp/smtp-server.mjs')

/** A mail server as a process of its own. */
export interface SmtpServer {
  port: number
  /** The mails that it has taken, whole, as they came. */
  mails: () => Promise<{ to: string; raw: string }[]>
  stop: () => void
}

/** Starts one that takes STARTTLS and one login. */
export async function startSmtpServer(login: { user: string; password: string }): Promise<SmtpServer> {
  const child = fork(program, [JSON.stringify({ security: 'starttls', ...login })], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return {
    port,
    mails: async () => {
      const answered = once(child, 'message')
      child.send('mails')
      const [{ mails }] = (await answered) as [{ mails: { to: string; raw: string }[] }]
      return mails
    },
    stop: () => child.kill(),
  }
}
