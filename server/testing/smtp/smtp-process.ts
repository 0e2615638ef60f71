import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { projectRoot } from '../../platform/project-root.ts'

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
  /** False for one that knows no AUTH. */
  offersSignIn?: boolean
  /** Another one than that which nobody vouches for. */
  certificate?: { key: string; cert: string }
}

/** A mail server as a process of its own; what it does with a mail, its recipient says (see `smtp-server.mjs`). */
export interface SmtpProcess {
  port: number
  mails: () => Promise<TakenMail[]>
  /** Kills it, in the middle of whatever it does. */
  kill: () => Promise<void>
}

// Not beside this file, which may have been built into another one.
const itself = path.join(projectRoot, 'server/testing/smtp/smtp-server.mjs')

/**
 * Starts one on a free port of this machine.
 * @throws Error with what it has said, when it ends instead of answering
 */
export async function startSmtpServer(options: SmtpProcessOptions = {}, program = itself): Promise<SmtpProcess> {
  const child = fork(program, [JSON.stringify(options)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const said: string[] = []
  child.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const { port } = await answer<{ port: number }>(child, said)
  return {
    port,
    mails: async () => {
      const answered = answer<{ mails: TakenMail[] }>(child, said)
      if (child.connected) child.send('mails')
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

/** The next thing that it tells; one that has ended tells nothing any more. */
function answer<Message>(child: ChildProcess, said: readonly string[]): Promise<Message> {
  return new Promise((resolve, reject) => {
    const onEnd = () =>
      reject(new Error(`The mail server for tests has ended (${child.exitCode ?? child.signalCode}): ${said.join('')}`))
    if (child.exitCode !== null || child.signalCode !== null) return onEnd()
    // Comes after all that it has said.
    child.once('close', onEnd)
    child.once('message', (message) => {
      child.off('close', onEnd)
      resolve(message as Message)
    })
  })
}
