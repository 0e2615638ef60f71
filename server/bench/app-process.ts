/** The product in a process of its own, as it runs for people. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { projectRoot } from '../platform/project-root.ts'

/** A running server. */
export interface AppProcess {
  url: string
  pid: number
  stop(): Promise<void>
}

const startsWithinMs = 60_000

/**
 * Starts a program of the server and waits until it serves a page.
 * @param args of node, from the root of the project
 * @throws Error when something else serves the port: it would be measured in the program's place
 */
export async function startProcess(
  args: string[],
  port: number,
  env: Record<string, string>,
  page: string,
): Promise<AppProcess> {
  const url = `http://127.0.0.1:${port}`
  if ((await statusOf(`${url}${page}`)) !== null)
    throw new Error(`Something serves port ${port} already; --port chooses another`)
  const output: string[] = []
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: { ...process.env, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => output.push(data.toString()))
  try {
    await firstAnswer(child, `${url}${page}`, startsWithinMs)
  } catch (error) {
    await stopChild(child)
    throw new Error(`The server did not come up:\n${output.join('').slice(-2000)}`, { cause: error })
  }
  return { url, pid: child.pid ?? 0, stop: () => stopChild(child) }
}

/** Starts the product. */
export function startApp(port: number, env: Record<string, string>): Promise<AppProcess> {
  const always = { TENANTRY_REQUESTS_PER_MINUTE: '0', TENANTRY_LOG_LEVEL: 'warn' }
  return startProcess([path.join('server', 'tenantry.mjs'), 'start'], port, { ...always, ...env }, '/')
}

/**
 * Waits until a process of ours answers 200 at an address.
 * @throws Error when it ends before or takes longer than `withinMs`
 */
export async function firstAnswer(child: ChildProcess, url: string, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode}`)
    if ((await statusOf(url)) === 200) return
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
  throw new Error(`Nothing was served within ${withinMs} ms`)
}

/** Of the page that the address leads to: a fresh installation leads to its set-up. */
async function statusOf(url: string): Promise<number | null> {
  try {
    const answer = await fetch(url)
    await answer.arrayBuffer()
    return answer.status
  } catch {
    return null
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
