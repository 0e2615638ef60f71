import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { projectRoot } from '../platform/project-root.ts'
import { firstAnswer } from './app-process.ts'

const readyWithinMs = 600_000

/**
 * Clones what is committed and follows the README: `npm ci && npm start`, with an empty cache of npm.
 * @returns milliseconds until /readyz answers, by the registry's speed among other things
 */
export async function timedClone(port: number): Promise<number> {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'tenantry-bench-clone-'))
  try {
    const clone = path.join(dir, 'tenantry')
    const begun = performance.now()
    await done(run('git', ['clone', '--quiet', '--no-local', projectRoot, clone], dir))
    const env = { npm_config_cache: path.join(dir, 'cache'), PORT: String(port), TENANTRY_LOG_LEVEL: 'error' }
    await done(run('npm', ['ci'], clone, env))
    const server = run('npm', ['start'], clone, env)
    try {
      await firstAnswer(server, `http://127.0.0.1:${port}/readyz`, readyWithinMs)
      return performance.now() - begun
    } finally {
      await endGroup(server)
    }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** In a process group of its own: npm passes no signal on to what it has started. */
function run(command: string, args: string[], cwd: string, env: Record<string, string> = {}): ChildProcess {
  // What `npm run bench` sets for itself would speak to the clone's npm, too.
  const own = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_(?!config_registry$)|INIT_CWD|NODE_ENV)/.test(name)),
  )
  return spawn(command, args, { cwd, env: { ...own, ...env }, stdio: ['ignore', 'ignore', 'inherit'], detached: true })
}

async function done(child: ChildProcess): Promise<void> {
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ended with code ${code}`)
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || !signal(child.pid, 'SIGTERM')) return
  // npm ends first; the server answers what is under way and stops its database.
  while (signal(child.pid, 0)) await setTimeout(50)
}

function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, name)
  } catch {
    return false
  }
}
