import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const program = path.join(root, 'server/tenantry.mjs')

/** Building both programs and starting a database on a busy machine of two cores. */
const startMs = 180_000
const stopMs = 30_000

/** The product as its own process, on a data folder of its own. */
export interface Product {
  url: string
  dataDir: string
  /** What it has printed so far. */
  printed: () => string
  /** Stops it as an operator would and removes its folder. @throws Error when a process is left */
  stop: () => Promise<void>
}

/** Starts the product on a free port with an empty data folder and waits until it says where it is. */
export async function startProduct(settings: Record<string, string> = {}, args: string[] = []): Promise<Product> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'tenantry-e2e-'))
  const child = spawn(process.execPath, [program, 'start', ...args], {
    cwd: root,
    env: environmentOf(dataDir, settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collect(child)
  try {
    const url = await addressOf(child, output)
    return { url, dataDir, printed: output.text, stop: () => stop(child, dataDir, output) }
  } catch (error) {
    await stop(child, dataDir, output).catch(() => {})
    throw error
  }
}

function environmentOf(dataDir: string, settings: Record<string, string>): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, NODE_ENV: __, ...inherited } = process.env
  const kept = Object.entries(inherited).filter(([name]) => !/^(TENANTRY_|VITEST|PORT$|HOST$)/.test(name))
  return {
    ...Object.fromEntries(kept),
    PORT: '0',
    TENANTRY_DATA_DIR: dataDir,
    TENANTRY_REQUESTS_PER_MINUTE: '0',
    TENANTRY_LOG_LEVEL: 'warn',
    ...settings,
  }
}

function collect(child: ChildProcess) {
  const chunks: string[] = []
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      chunks.push(chunk)
      for (const listener of listeners) listener()
    })
  return { text: () => chunks.join(''), onText: (listener: () => void) => listeners.add(listener) }
}

type Output = ReturnType<typeof collect>

function addressOf(child: ChildProcess, output: Output): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(deadline)
      reject(new Error(`The product did not start, ${why}:\n${output.text()}`))
    }
    const deadline = setTimeout(() => fail(`not within ${startMs} ms`), startMs)
    child.once('exit', (code) => fail(`it ended with ${code}`))
    output.onText(() => {
      const url = /is ready at (http\S+)/.exec(output.text())?.[1]
      if (!url) return
      clearTimeout(deadline)
      resolve(url)
    })
  })
}

async function stop(child: ChildProcess, dataDir: string, output: Output): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const deadline = setTimeout(() => child.kill('SIGKILL'), stopMs)
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    await exited
    clearTimeout(deadline)
  }
  const left = await processesOn(dataDir)
  await rm(dataDir, { recursive: true, force: true })
  if (child.signalCode === 'SIGKILL') throw new Error(`The product did not stop on SIGTERM:\n${output.text()}`)
  if (child.exitCode !== 0) throw new Error(`The product ended with ${child.exitCode}:\n${output.text()}`)
  if (left.length > 0) throw new Error(`Processes are left on ${dataDir}:\n${left.join('\n')}`)
}

/** Command lines of living processes that name the folder; only Linux tells them by files. */
async function processesOn(dataDir: string): Promise<string[]> {
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name) && name !== `${process.pid}`)
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')))
  return lines.map((line) => line.replaceAll('\0', ' ').trim()).filter((line) => line.includes(dataDir))
}
