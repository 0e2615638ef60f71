import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

/** What a mail server has taken. */
export interface TakenMail {
  from: string
  to: string
  isSecure: boolean
  user: string | null
  /** The whole mail as it came. */
  raw: string
}

/** How a mail server is. */
export interface SmtpProcessOptions {
  port?: number
  security?: 'none' | 'starttls' | 'tls'
  user?: string
  password?: string
}

/** A mail server as a process of its own; what it does with a mail, its recipient says (see `smtp-server.mjs`). */
export interface SmtpProcess {
  port: number
  mails: () => Promise<TakenMail[]>
  /** Kills it, in the middle of whatever it does. */
  kill: () => Promise<void>
}

/** Starts one on a free port of this machine. */
export async function startSmtpServer(options: SmtpProcessOptions = {}): Promise<SmtpProcess> {
  const child = fork(path.join(import.meta.dirname, 'smtp-server.mjs'), [JSON.stringify(options)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const { port } = await answer<{ port: number }>(child)
  return {
    port,
    mails: async () => {
      const answered = answer<{ mails: TakenMail[] }>(child)
      child.send('mails')
      return (await answered).mails
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function answer<Message>(child: ChildProcess): Promise<Message> {
  const [message] = await once(child, 'message')
  return message as Message
}
