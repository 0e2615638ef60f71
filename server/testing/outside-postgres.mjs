// npm run test:postgres: the tests on an outside PostgreSQL. TENANTRY_TEST_DATABASE_URL names one, as an owner that may
// create roles and databases; without it, the newest one that Debian has installed runs for as long as the tests do.
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

const installed = '/usr/lib/postgresql'
const patienceMs = 30_000

const given = process.env.TENANTRY_TEST_DATABASE_URL
const database = given ? { url: given, stop: async () => {} } : await startInstalled()
if (database) {
  // The tests' own process group gets Ctrl-C too; this process stays to stop the database.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
  try {
    process.exitCode = await runTests(database.url)
  } finally {
    await database.stop()
  }
} else {
  process.stderr.write(
    `There is no PostgreSQL below ${installed}: install one, or set TENANTRY_TEST_DATABASE_URL to the owner of one.\n`,
  )
  process.exitCode = 1
}

async function runTests(url) {
  const env = { ...process.env, TENANTRY_TEST_DATABASE_URL: url }
  const tests = spawn('npx', ['vitest', 'run', ...process.argv.slice(2)], { stdio: 'inherit', env })
  const [code] = await once(tests, 'close')
  return code ?? 1
}

async function startInstalled() {
  const bin = newestInstalled()
  if (!bin) return null
  const folder = mkdtempSync(path.join(os.tmpdir(), 'tenantry-outside-'))
  const account = unprivilegedAccount()
  const superuserPassword = randomBytes(16).toString('hex')
  let server = null
  const stop = async () => {
    if (server && server.exitCode === null) {
      server.kill('SIGINT')
      await once(server, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const dir = makeCluster({ bin, folder, account, superuserPassword })
    const port = await freePort()
    server = startServer({ bin, dir, account, port })
    const superuser = `postgres://postgres:${superuserPassword}@127.0.0.1:${port}/postgres`
    await untilReady(superuser, server)
    const url = await createOwner(superuser, port)
    const version = spawnSync(path.join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout.trim()
    process.stdout.write(`Testing on ${version}\n`)
    return { url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function newestInstalled() {
  const versions = existsSync(installed) ? readdirSync(installed).map(Number).filter(Number.isInteger) : []
  const bins = versions.sort((a, b) => b - a).map((version) => path.join(installed, String(version), 'bin'))
  return bins.find((bin) => existsSync(path.join(bin, 'postgres')))
}

/** PostgreSQL refuses to run as root. */
function unprivilegedAccount() {
  if (process.getuid?.() !== 0) return {}
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const [, , uid, gid] = (
    lines.find((line) => line.startsWith('postgres:')) ??
    lines.find((line) => line.startsWith('nobody:')) ??
    'nobody:x:65534:65534'
  ).split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

function makeCluster({ bin, folder, account, superuserPassword }) {
  const dir = path.join(folder, 'cluster')
  const passwordFile = path.join(folder, 'password')
  mkdirSync(dir)
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 })
  if (account.uid !== undefined)
    for (const each of [folder, dir, passwordFile]) chownSync(each, account.uid, account.gid)
  const { status, stderr } = spawnSync(
    path.join(bin, 'initdb'),
    [
      ...['-D', dir, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    ],
    { ...account, cwd: folder, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`)
  return dir
}

function startServer({ bin, dir, account, port }) {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // A group of its own, so that Ctrl-C reaches the tests first and leaves them a database to tidy up in.
  return spawn(path.join(bin, 'postgres'), ['-D', dir, ...options], {
    ...account,
    cwd: dir,
    detached: true,
    stdio: 'ignore',
  })
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

async function untilReady(url, server) {
  const deadline = Date.now() + patienceMs
  for (;;) {
    try {
      await query(url, 'SELECT 1')
      return
    } catch (error) {
      if (Date.now() > deadline || server.exitCode !== null) throw error
      await delay(100)
    }
  }
}

/** What a managed server gives at most: no superuser, and its own database. */
async function createOwner(superuser, port) {
  const password = randomBytes(16).toString('hex')
  await query(superuser, `CREATE ROLE tenantry_test_owner LOGIN CREATEROLE CREATEDB PASSWORD '${password}'`)
  await query(superuser, 'CREATE DATABASE tenantry_tests OWNER tenantry_test_owner')
  return `postgres://tenantry_test_owner:${password}@127.0.0.1:${port}/tenantry_tests`
}

async function query(url, text) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
