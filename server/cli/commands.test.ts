/** The commands as real processes, on one data folder: first without a server, then beside a running one. */
import { spawnSync } from 'node:child_process'
import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../platform/clock/clock.ts'
import { projectRoot } from '../platform/project-root.ts'
import { makeFolderOfTests } from '../testing/folder-of-tests.ts'
import { version } from '../version.ts'
import {
  Client,
  firstAdmin,
  Product,
  processesOf,
  runCommand,
  startProduct,
  stopAll,
  takePort,
  until,
} from './product.fixture.ts'

const timeout = 120_000
const secondAdmin = { email: 'admin@second.example', password: 'seven gentle otters 42' }
const said: string[] = []
const wideSecret = 'secrets/encryption-key'
let dataDir = ''
let server: Product
let client: Client

beforeAll(async () => {
  dataDir = await makeFolderOfTests('tenantry-commands-')
  await chmod(dataDir, 0o755)
})
afterAll(async () => {
  await stopAll()
  await rm(dataDir, { recursive: true, force: true })
})

async function tenantry(...args: string[]): Promise<{ code: number | string; output: string }> {
  const answer = await runCommand(dataDir, ...args)
  said.push(answer.output)
  return answer
}

const provider = (name: string, { email, password }: typeof firstAdmin) =>
  tenantry('provider', 'create', '--name', name, '--admin-email', email, '--admin-password', password)

describe('without a server', { timeout }, () => {
  it('the doctor finds a fresh place in order and leaves it as it is', async () => {
    const { code, output } = await tenantry('doctor')
    expect(output).toMatch(/ok {6}Address: port \d+ on 127\.0\.0\.1\n[\s\S]*ok {6}Database: made on the first start/)
    expect(code).toBe(0)
    expect(await readdir(dataDir)).toEqual([])
  })

  it('the doctor and the start refuse alike what can be no data folder, in one line, and the doctor tells of a port that is taken', async () => {
    const file = path.join(dataDir, 'a-file')
    await writeFile(file, '')
    const { port, giveBack } = await takePort()
    const doctor = new Product(file, ['doctor'], { PORT: String(port) })
    const start = new Product(file, ['start'], {})
    expect(await Promise.all([doctor.ended(), start.ended()])).toEqual([1, 1])
    const words = `The data folder ${file} can't be used: ${file} is no folder. Choose another with TENANTRY_DATA_DIR.`
    expect(doctor.output.split('\n')).toContain(`problem Data folder: ${words}`)
    expect(doctor.output).toContain(`\nproblem Address: The port ${port} is taken; set PORT to another one.\n`)
    await giveBack()
    expect(start.output).toBe(`${words}\n`)
    await rm(file)
  })

  it.each([
    'verify audit',
    'reset-password --email admin@second.example',
    'api-key create --email admin@second.example --name Nightly',
  ])(
    '%s says that nothing is installed in a folder that somebody has mistyped, and makes nothing there',
    async (command) => {
      const mistyped = path.join(dataDir, 'mistyped')
      expect(await runCommand(mistyped, ...command.split(' '))).toEqual({
        code: 1,
        output: `Nothing is installed in ${mistyped} (TENANTRY_DATA_DIR): name the data folder of the installation, or set DATABASE_URL to its PostgreSQL. "tenantry start" makes a new one.\n`,
      })
      expect(await readdir(dataDir)).toEqual([])
    },
  )

  it('the program is called by its name from the project’s folder', () => {
    const { stdout } = spawnSync(path.join(projectRoot, 'node_modules/.bin/tenantry'), ['--version'], {
      encoding: 'utf8',
    })
    expect(stdout).toBe(`${version}\n`)
  })

  it('an unknown command or option is answered with the help', async () => {
    for (const args of [['nonsense'], ['doctor', '--nonsense'], ['provider', 'create', '--name', 'Only']]) {
      const { code, output } = await tenantry(...args)
      expect(code).toBe(1)
      expect(output).toMatch(/^error: .*\n[\s\S]*Usage: tenantry/)
    }
  })

  it('a provider is made with checked values', async () => {
    const wrong = await provider('x', { email: 'nobody', password: 'short' })
    expect(wrong.code).toBe(1)
    const options = wrong.output.trim().split('\n')
    expect(options.map((line) => line.split(':')[0])).toEqual(['--name', '--admin-email', '--admin-password'])
    const guessable = await provider('Guessable', { email: secondAdmin.email, password: 'abcdefghijklm' })
    expect(guessable.output).toBe('--admin-password: This follows a pattern that is easy to guess\n')
    const made = await provider('Second Provider', secondAdmin)
    expect(made).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^Created Second Provider \(.+\); admin@second/),
    })
    expect(await processesOf(dataDir)).toEqual([])
  })

  it('the doctor names each problem, of settings, of the address and of secrets that others can read, looks at all else and ends with 1', async () => {
    await chmod(path.join(dataDir, wideSecret), 0o644)
    const doctor = new Product(dataDir, ['doctor'], { TENANTRY_PUBLIC_URL: 'http://msp.example', HOST: '192.0.2.1' })
    expect(await doctor.ended()).toBe(1)
    expect(doctor.output).toContain(
      'problem Address: This machine has no address 192.0.2.1; set HOST to one of its own.',
    )
    expect(doctor.output).toMatch(/^problem Settings: http:\/\/msp\.example is not https/m)
    expect(doctor.output).toContain(`problem Data folder: others than their owner can read ${wideSecret} in`)
    expect(doctor.output).toMatch(/^ok {6}Database: PostgreSQL 18\.\d+, embedded, migrated/m)
    expect(await processesOf(dataDir)).toEqual([])
  })
})

describe('beside a server', { timeout }, () => {
  it('uses the database of the server', async () => {
    server = startProduct(dataDir)
    client = new Client(await server.url())
    expect(server.output).toContain(`"secrets.narrowed","files":["${wideSecret}"]`)
    expect((await stat(path.join(dataDir, wideSecret))).mode & 0o777).toBe(0o600)
    expect(await client.signIn(secondAdmin)).toBe(200)
    const doctor = new Product(dataDir, ['doctor'], { PORT: new URL(client.url).port })
    expect(await doctor.ended()).toBe(0)
    expect(doctor.output).toMatch(/^ok {6}Database: PostgreSQL 18\.\d+, embedded, migrated/m)
    const { port, giveBack } = await takePort()
    const onAnother = new Product(dataDir, ['doctor'], { PORT: String(port) })
    expect(await onAnother.ended()).toBe(1)
    expect(onAnother.output).toContain(`\nproblem Address: The port ${port} is taken; set PORT to another one.\n`)
    await giveBack()
    expect(await tenantry('migrate')).toEqual({ code: 0, output: 'The database is up to date.\n' })
    expect(await tenantry('verify', 'audit')).toEqual({ code: 0, output: 'The audit log is whole.\n' })
    expect((await client.request('GET', '/readyz')).status).toBe(200)
  })

  it('a provider is made once under its name, unless a second one is asked for', async () => {
    const again = await provider('SECOND provider', secondAdmin)
    expect(again).toEqual({
      code: 1,
      output: expect.stringMatching(
        /^There is a provider called Second Provider \([\w-]+\), and nothing was made\. Choose another --name, or add --same-name to make a second one\.\n$/,
      ),
    })
    const [email, password] = ['admin@twin.example', secondAdmin.password]
    const options = ['--name', 'Second Provider', '--admin-email', email, '--admin-password', password]
    expect(await tenantry('provider', 'create', ...options, '--same-name')).toMatchObject({
      code: 0,
      output: expect.stringMatching(/^Created Second Provider/),
    })
  })

  it('a person who has an account already keeps its password in another provider', async () => {
    const third = await provider('Third Provider', { ...secondAdmin, password: 'another sentence entirely' })
    expect(third.code).toBe(0)
    expect(third.output).toContain(`${secondAdmin.email} had an account before and keeps its password`)
    expect(await client.signIn({ ...secondAdmin, password: 'another sentence entirely' })).toBe(401)
    expect(await client.signIn(secondAdmin)).toBe(200)
    const me = (await (await client.request('GET', '/api/v1/me')).json()) as { memberships: unknown[] }
    expect(me.memberships).toHaveLength(2)
  })

  it('a key works on every operation of its membership until it is revoked', async () => {
    expect((await provider('Fourth Provider', firstAdmin)).code).toBe(0)
    const { code, output } = await tenantry('api-key', 'create', '--email', firstAdmin.email, '--name', 'Nightly sync')
    expect(code).toBe(0)
    const key = output.replace(/\n$/, '')
    const headers = { authorization: `Bearer ${key}` }
    const anonymous = new Client(client.url)
    const me = await anonymous.request('GET', '/api/v1/me', undefined, headers)
    expect(await me.json()).toMatchObject({ membership: { organization: { name: 'Fourth Provider' } } })
    const made = await anonymous.request('POST', '/api/v1/customers', { name: 'By key', code: 'KEY' }, headers)
    expect(made.status).toBe(201)
    const list = await tenantry('api-key', 'list', '--email', firstAdmin.email)
    const id = list.output.split(' ')[0] ?? ''
    expect(list.output).toMatch(/Nightly sync\n$/)
    expect(list.output).not.toContain(key)
    const unknown = await tenantry('api-key', 'revoke', '--email', firstAdmin.email, '--id', 'nonsense')
    expect(unknown).toEqual({
      code: 1,
      output: expect.stringMatching(/^\S+@\S+ has no live key nonsense; .*\n$/),
    })
    expect((await tenantry('api-key', 'revoke', '--email', firstAdmin.email, '--id', id)).code).toBe(0)
    expect((await anonymous.request('GET', '/api/v1/me', undefined, headers)).status).toBe(401)
    secrets.push(key)
  })

  it('a key of somebody whose role manages none is made, and it is said who can see it', async () => {
    const owner = new pg.Client({
      connectionString: await readFile(path.join(dataDir, 'secrets/running-database'), 'utf8'),
    })
    await owner.connect()
    const change = (sql: string) =>
      owner.query(`UPDATE roles SET permissions = ${sql} WHERE key = 'provider_administrator'`)
    await change("array_remove(permissions, 'api_keys.manage')")
    const create = ['api-key', 'create', '--email', firstAdmin.email, '--name', 'For a program']
    const { code, output } = await tenantry(...create)
    await change("array_append(permissions, 'api_keys.manage')")
    await owner.end()
    expect(code).toBe(0)
    expect(output).toMatch(
      new RegExp(
        `^\\S+\nThe role Provider administrator manages no API keys: ${firstAdmin.email} can neither see nor revoke this one, "tenantry api-key list" and "tenantry api-key revoke" can\\.\n$`,
      ),
    )
    // The one that was revoked before is not among them.
    const list = await tenantry('api-key', 'list', '--email', firstAdmin.email)
    expect(list.output).toMatch(/^\S+ .* For a program\n$/)
    const [id = ''] = list.output.split(' ')
    expect((await tenantry('api-key', 'revoke', '--email', firstAdmin.email, '--id', id)).code).toBe(0)
  })

  it('of several memberships one has to be named for a new key', async () => {
    const whose = ['--email', secondAdmin.email]
    const several = await tenantry('api-key', 'create', ...whose, '--name', 'Of one')
    expect(several.code).toBe(1)
    expect(several.output.split('\n')[0]).toBe(
      `${secondAdmin.email} has several memberships; name one with --membership <id>:`,
    )
    const idOf = (name: string) =>
      new RegExp(`^ {2}(\\S+) {2}${name}, Provider administrator$`, 'm').exec(several.output)?.[1] ?? ''
    const [id, other] = [idOf('Third Provider'), idOf('Second Provider')]
    const made = await tenantry('api-key', 'create', ...whose, '--name', 'Of one', '--membership', id)
    expect(made.code).toBe(0)
    secrets.push(made.output.trim())
    // Without a name all are looked through; with another one's the right one is told.
    const list = (await tenantry('api-key', 'list', ...whose)).output
    expect(list).toMatch(/^\S+ .* {2}Of one {2}\(Third Provider, Provider administrator\)\n$/)
    const keyId = list.split(' ')[0] ?? ''
    const revoke = ['api-key', 'revoke', ...whose, '--id']
    expect(await tenantry(...revoke, newId())).toEqual({
      code: 1,
      output: expect.stringMatching(/^admin@second\.example has no live key \S+; .*\n$/),
    })
    expect(await tenantry(...revoke, keyId, '--membership', other)).toEqual({
      code: 1,
      output: `The key ${keyId} is one of Third Provider, Provider administrator: name that by --membership ${id}, or none.\n`,
    })
    expect(await tenantry(...revoke, keyId)).toEqual({ code: 0, output: 'The key is revoked.\n' })
    const [first, ...named] = (await tenantry(...revoke, newId(), '--membership', 'elsewhere')).output.split('\n')
    expect([first, ...named]).toEqual([
      `${secondAdmin.email} has no membership elsewhere; there are:`,
      ...several.output.split('\n').slice(1),
    ])
    expect(await tenantry('api-key', 'list', ...whose, '--membership', id)).toEqual({
      code: 0,
      output: 'There are no live keys.\n',
    })
    expect(await tenantry('api-key', 'list', '--email', 'nobody@second.example')).toEqual({
      code: 1,
      output: 'There is no account with the email nobody@second.example.\n',
    })
  })

  it('a new password ends all sessions', async () => {
    const password = 'eleven quiet herons 17'
    const set = await tenantry('reset-password', '--email', secondAdmin.email, '--password', password)
    expect(set).toEqual({ code: 0, output: `The password of ${secondAdmin.email} is set.\n` })
    expect((await client.request('GET', '/api/v1/me')).status).toBe(401)
    expect(await client.signIn(secondAdmin)).toBe(401)
    expect(await client.signIn({ ...secondAdmin, password })).toBe(200)
    secrets.push(password)
    expect(await tenantry('reset-password', '--email', 'nobody@second.example', '--password', password)).toEqual({
      code: 1,
      output: 'There is no account with the email nobody@second.example.\n',
    })
    expect(await tenantry('reset-password', '--email', ' ')).toEqual({
      code: 1,
      output: 'Name the email of an account after --email.\n',
    })
  })
})

const secrets: string[] = [firstAdmin.password, secondAdmin.password]

describe('what is logged', { timeout }, () => {
  it('holds no password, session, key or link of a reset', async () => {
    await client.request('POST', '/api/auth/request-password-reset', { email: secondAdmin.email })
    const outbox = path.join(dataDir, 'files/mail/outbox')
    await until(async () => (await readdir(outbox).catch(() => [])).length > 0, 'the mail is in the outbox')
    const mail = await readFile(path.join(outbox, (await readdir(outbox))[0] ?? ''), 'utf8')
    const [, token = ''] = /token=3?D?=?\s*([\w-]{16,})/.exec(mail.replaceAll('=\r\n', '')) ?? []
    const session = decodeURIComponent(client.cookie.split('=')[1] ?? '').split('.')[0] ?? ''
    expect([token.length > 15, session.length > 15]).toEqual([true, true])
    await client.request('POST', '/api/auth/reset-password', { token, newPassword: 'short' })
    await client.request('POST', `/api/auth/reset-password?token=${token}`, '{"token":')
    expect(await server.stop()).toBe(0)
    const logs = await readdir(path.join(dataDir, 'logs'))
    const texts = await Promise.all(logs.map((file) => readFile(path.join(dataDir, 'logs', file), 'utf8')))
    const everything = [server.output, ...texts].join('\n')
    expect(everything).toContain('request.answered')
    for (const secret of [...secrets, session, token]) expect(everything).not.toContain(secret)
    const printed = said.join('\n')
    for (const secret of [firstAdmin.password, secondAdmin.password, session, token])
      expect(printed).not.toContain(secret)
  })

  it('a changed secret ends the sessions and keeps the data', async () => {
    server = startProduct(dataDir, { TENANTRY_SECRET: 'a secret from the environment, long enough' })
    const again = new Client(await server.url(), client.cookie)
    expect((await again.request('GET', '/api/v1/me')).status).toBe(401)
    expect(await again.signIn(firstAdmin)).toBe(200)
    expect(await again.codes()).toEqual(['KEY'])
  })

  it('a command beside a server that alone was given the secret makes no other one', async () => {
    await rm(path.join(dataDir, 'secrets/installation-secret'))
    const { code, output } = await provider('Third MSP', secondAdmin)
    expect(output).toMatch(/^The secret of the installation is not in .*: set TENANTRY_SECRET as its server has it/)
    expect(code).toBe(1)
    expect(await readdir(path.join(dataDir, 'secrets'))).not.toContain('installation-secret')
    expect(await server.stop()).toBe(0)
  })
})
