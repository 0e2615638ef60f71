/** Runs the product as processes of its own, as an operator would, and leaves neither processes nor files behind. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { projectRoot } from '../platform/project-root.ts'

const program = path.join(projectRoot, 'server/tenantry.mjs')

/** What the unattended first start makes. */
export const firstAdmin = { email: 'admin@first.example', password: 'Correct-Horse-42-Battery' }
const firstStart = {
  TENANTRY_PROVIDER_NAME: 'First Provider',
  TENANTRY_ADMIN_EMAIL: firstAdmin.email,
  TENANTRY_ADMIN_PASSWORD: firstAdmin.password,
}

const started = new Set<Product>()

/** Ends whatever the tests have left running. */
export async function stopAll(): Promise<void> {
  const running = [...started].filter((product) => !product.hasEnded())
  await Promise.all(running.map((product) => product.stop()))
}

/** A process of the product; `output` is what it has said so far on both streams. */
export class Product {
  readonly process: ChildProcess
  readonly dataDir: string
  output = ''

  constructor(
    dataDir: string,
    args: string[],
    settings: Record<string, string>,
    command = [process.execPath, program],
  ) {
    this.dataDir = dataDir
    started.add(this)
    const [executable = '', ...before] = command
    this.process = spawn(executable, [...before, ...args], {
      cwd: projectRoot,
      env: environment(dataDir, settings),
      // A group of its own, so that a test can kill the group and live.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text
      })
  }

  /** Where it listens, once it says so. */
  async url(timeoutMs?: number): Promise<string> {
    await this.says('Stop with Ctrl-C', timeoutMs)
    return /is ready at (\S+)/.exec(this.output)?.[1] ?? ''
  }

  async says(words: string, timeoutMs?: number): Promise<void> {
    await until(async () => this.output.includes(words) || this.hasEnded(), `it says "${words}"`, timeoutMs)
    if (!this.output.includes(words)) throw new TypeError(`It ended without saying "${words}":\n${this.output}`)
  }

  /** Waits for the end; returns the exit code, or the signal. */
  async ended(): Promise<number | string> {
    if (!this.hasEnded()) await once(this.process, 'close')
    return this.process.exitCode ?? this.process.signalCode ?? ''
  }

  async stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | string> {
    this.process.kill(signal)
    return this.ended()
  }

  killGroup(): void {
    if (this.process.pid) process.kill(-this.process.pid, 'SIGKILL')
  }

  hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null
  }
}

/** Starts the server on a data folder; the unattended variables are given at every start, as a service would. */
export function startProduct(dataDir: string, settings: Record<string, string> = {}, ...options: string[]): Product {
  return new Product(dataDir, ['start', ...options], { ...firstStart, ...settings })
}

/** The same as somebody types it, so that what is stopped is npm. */
export function startByNpm(dataDir: string): Product {
  return new Product(dataDir, ['start'], firstStart, ['npm'])
}

/** Runs a command to its end. */
export async function runCommand(
  dataDir: string,
  ...args: string[]
): Promise<{ code: number | string; output: string }> {
  const command = new Product(dataDir, args, {})
  const code = await command.ended()
  return { code, output: command.output }
}

function environment(dataDir: string, settings: Record<string, string>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(TENANTRY_|VITEST|NODE_ENV$|PORT$|HOST$|DATABASE_URL$)/.test(name),
  )
  const own = { PORT: '0', TENANTRY_DATA_DIR: dataDir, TENANTRY_REQUESTS_PER_MINUTE: '0' }
  return { ...Object.fromEntries(inherited), ...own, ...settings }
}

/** Calls a running product as one person. */
export class Client {
  readonly url: string
  cookie = ''

  constructor(url: string, cookie = '') {
    this.url = url
    this.cookie = cookie
  }

  async signIn({ email, password }: { email: string; password: string }): Promise<number> {
    const answer = await this.request('POST', '/api/auth/sign-in/email', { email, password })
    this.cookie = answer.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    return answer.status
  }

  async request(
    method: string,
    address: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(`${this.url}${address}`, {
      method,
      headers: {
        origin: this.url,
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  /** Creates a customer; the status, or 0 when no answer came. */
  async createCustomer(code: string): Promise<number> {
    const made = await this.request('POST', '/api/v1/customers', { name: `Customer ${code}`, code }).catch(() => null)
    return made?.status ?? 0
  }

  /** The codes of all customers, a few hundred at most. */
  async codes(): Promise<string[]> {
    const found: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await this.request('GET', `/api/v1/customers?limit=200${cursor && `&cursor=${cursor}`}`)
      const { items, nextCursor } = (await page.json()) as { items: { code: string }[]; nextCursor: string | null }
      found.push(...items.map((item) => item.code))
      cursor = nextCursor
    }
    return found.sort()
  }
}

/** The processes that work in a folder or name it in their command line, ourselves apart (Linux). */
export async function processesOf(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  const found = await Promise.all(
    pids.map(async (pid) => {
      const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '')
      const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ')
      return cwd.startsWith(folder) || words.includes(folder) ? `${pid} ${words}` : null
    }),
  )
  return found.filter((each) => each !== null)
}

/** Polls until `look` says yes. */
export async function until(look: () => Promise<boolean>, what: string, timeoutMs = 60_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await look())) {
    if (Date.now() > deadline) throw new TypeError(`Waited ${timeoutMs} ms in vain until ${what}`)
    await delay(25)
  }
}

/** A port of 127.0.0.1 that is taken until it is given back, by what hangs up on everybody. */
export async function takePort(): Promise<{ port: number; giveBack: () => Promise<unknown> }> {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { port, giveBack: () => once(server.close(), 'close') }
}
