/** The product as real processes. The tests of this file follow one data folder from its first start on. */
import { existsSync } from 'node:fs'
import { chmod, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFolderOfTests } from '../testing/folder-of-tests.ts'
import {
  Client,
  firstAdmin,
  Product,
  processesOf,
  startByNpm,
  startProduct,
  stopAll,
  takePort,
  until,
} from './product.fixture.ts'

let dataDir = ''
let cookie = ''
let product: Product

beforeAll(async () => {
  dataDir = await makeFolderOfTests('tenantry-start-')
  await chmod(dataDir, 0o755)
})
afterAll(async () => {
  await stopAll()
  await rm(dataDir, { recursive: true, force: true })
})

async function start(settings: Record<string, string> = {}): Promise<Client> {
  product = startProduct(dataDir, settings)
  return new Client(await product.url(), cookie)
}

describe('a first start', { timeout: 120_000 }, () => {
  it('names every wrong setting at once', async () => {
    const refused = startProduct(dataDir, {
      PORT: 'eighty',
      DATABASE_URL: 'mysql://somewhere/db',
      TENANTRY_PUBLIC_URL: 'msp.example',
      TENANTRY_SECRET: 'short',
      TENANTRY_ADMIN_EMAIL: 'nobody',
      TENANTRY_PROVIDER_NAME: '',
    })
    expect(await refused.ended()).toBe(1)
    const named = refused.output.split('\n').map((line) => line.trim().split(':')[0])
    expect(named).toEqual([
      'Some settings are wrong',
      ...['PORT', 'DATABASE_URL', 'TENANTRY_PUBLIC_URL', 'TENANTRY_SECRET', 'TENANTRY_ADMIN_EMAIL'],
      ...['TENANTRY_PROVIDER_NAME', ''],
    ])
    expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false)
  })

  it.each([
    [
      { TENANTRY_ADMIN_PASSWORD: 'password1234567' },
      /^TENANTRY_ADMIN_PASSWORD: Many people have a password like this$/,
    ],
    [{ TENANTRY_ADMIN_EMAIL: '' }, /^Some settings are wrong:\n {2}TENANTRY_ADMIN_EMAIL: needed together/],
  ])('checks the settings of the first start before anything is made: %j', async (settings, words) => {
    const refused = startProduct(dataDir, settings)
    expect(await refused.ended()).toBe(1)
    expect(withoutNotes(refused.output)).toMatch(words)
    expect(await readdir(dataDir)).toEqual([])
  })

  it('names settings that there are not, without what they are set to, goes on, and ends with one line when the port is taken, before anything is made', async () => {
    const { port, giveBack } = await takePort()
    const settings = {
      PORT: String(port),
      TENANTRY_SECERT: 'canary',
      TENANTRY_DATA: 'canary',
      TENANTRY_COLOUR: 'canary',
    }
    const refused = startProduct(dataDir, settings)
    expect(await refused.ended()).toBe(1)
    expect(withoutNotes(refused.output).split('\n')).toEqual([
      'Left aside, for there is no such setting: TENANTRY_SECERT (is TENANTRY_SECRET meant?), TENANTRY_DATA (is TENANTRY_DATA_DIR meant?), TENANTRY_COLOUR.',
      `The port ${port} is taken; set PORT to another one.`,
    ])
    expect(await readdir(dataDir)).toEqual([])
    await giveBack()
  })

  it('says that a provider is to be set up where the settings name none', async () => {
    product = new Product(dataDir, ['start'], {})
    const client = new Client(await product.url())
    expect(product.output).toContain('Open it in a browser to set up your provider.')
    expect((await client.request('GET', '/api/v1/setup')).status).toBe(200)
  })

  it('ends as failed, and says so in one line, when its database ends by itself, also while it starts', async () => {
    const killDatabase = async () => {
      const [postmaster] = (await readFile(path.join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')
      process.kill(Number(postmaster), 'SIGKILL')
    }
    await killDatabase()
    expect(await product.ended()).toBe(1)
    expect(product.output).toContain('the database has ended by itself')
    product = new Product(dataDir, ['start'], {})
    await product.says('postgres.ready')
    await killDatabase()
    expect(await product.ended()).toBe(1)
    const said = product.output.split('\n').filter((line) => line !== '' && !line.startsWith('{'))
    expect(said).toEqual([expect.stringMatching(/^The database has ended by itself: its log, \S+\.log, may say why\./)])
    await until(async () => (await processesOf(dataDir)).length === 0, 'nothing of the database is left', 20_000)
  })

  it('makes the provider of the unattended settings where there is none, and says where to go on', async () => {
    const client = await start()
    expect(product.output).toMatch(
      /Tenantry \S+ is ready at http:\/\/127\.0\.0\.1:\d+\nOpen it in a browser to sign in\./,
    )
    expect(await client.signIn(firstAdmin)).toBe(200)
    cookie = client.cookie
    expect(await client.createCustomer('KEPT')).toBe(201)
    expect((await client.request('GET', '/api/v1/setup')).status).toBe(404)
  })

  it('serves the web app: the page always anew, its parts for a year and compressed', async () => {
    const client = new Client(await product.url())
    const page = await client.request('GET', '/customers/anything')
    const html = await page.text()
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(html).toContain('<div id="root">')
    // The name changes with the content, for nobody asks for it again within a year.
    const [part = ''] = /\/assets\/[a-z]+-[\w-]{8}\.js/.exec(html) ?? []
    for (const encoding of ['br', 'gzip']) {
      const asset = await client.request('GET', part, undefined, { 'accept-encoding': encoding })
      expect(asset.headers.get('content-encoding')).toBe(encoding)
      expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect((await asset.text()).length).toBeGreaterThan(1_000)
    }
    expect((await client.request('GET', '/assets/unknown.js')).status).toBe(404)
    expect((await client.request('GET', '/api/unknown')).status).toBe(404)
  })

  it('refuses a second server on the same data folder', async () => {
    const second = startProduct(dataDir)
    expect(await second.ended()).toBe(1)
    expect(second.output.trim()).toBe(
      `The data folder ${dataDir} is already in use by process ${product.process.pid}: stop that one first or choose another with TENANTRY_DATA_DIR.`,
    )
  })

  it('answers what is under way when it is told to stop, and leaves nothing behind', async () => {
    const client = new Client(await product.url(), cookie)
    const owner = await ownerOfDatabase()
    await owner.query('BEGIN')
    await owner.query('SELECT 1 FROM providers FOR UPDATE')
    const slow = client.createCustomer('SLOW')
    await until(() => somebodyWaits(owner), 'the request waits in the database')
    product.process.kill('SIGTERM')
    // As npm does when the terminal has sent the signal to its whole group.
    product.process.kill('SIGTERM')
    await product.says('server.stopping')
    await refuses(client)
    await owner.query('COMMIT')
    expect(await slow).toBe(201)
    await owner.end()
    expect(await product.ended()).toBe(0)
    expect(product.output).not.toContain('connection_lost')
    expect(await processesOf(dataDir)).toEqual([])
    expect(existsSync(path.join(dataDir, 'secrets/running-database'))).toBe(false)
  })
})

describe('a later start', { timeout: 120_000 }, () => {
  it('ends with one line when the port is taken, and ends the database', async () => {
    const { port, giveBack } = await takePort()
    const refused = startProduct(dataDir, { PORT: String(port), TENANTRY_LOG_LEVEL: 'error' })
    expect(await refused.ended()).toBe(1)
    expect(withoutNotes(refused.output)).toBe(`The port ${port} is taken; set PORT to another one.`)
    expect(await processesOf(dataDir)).toEqual([])
    await giveBack()
  })

  it('finds data and sessions again, and looks at no settings of the first start', async () => {
    const client = await start({
      TENANTRY_PROVIDER_NAME: '',
      TENANTRY_ADMIN_PASSWORD: 'short',
      TENANTRY_TIME_ZONE: '?',
    })
    expect(await client.codes()).toEqual(['KEPT', 'SLOW'])
  })

  it('loses nothing that it has confirmed when everything is killed at once', async () => {
    const client = new Client(await product.url(), cookie)
    const confirmed: string[] = []
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let number = 0; ; number++) {
        const code = `W${writer}-${number}`
        if ((await client.createCustomer(code)) !== 201) return
        confirmed.push(code)
      }
    })
    await until(async () => confirmed.length >= 40, 'forty customers are confirmed')
    product.killGroup()
    await Promise.all(writers)
    await until(async () => (await processesOf(dataDir)).length === 0, 'nothing of the database is left', 20_000)
    const again = await start()
    const codes = await again.codes()
    expect(confirmed.filter((code) => !codes.includes(code))).toEqual([])
    // Of each writer the one request that got no answer may have come through.
    expect(codes.length - 2 - confirmed.length).toBeLessThanOrEqual(8)
  })

  it('goes on when nobody reads its output any more', async () => {
    const client = new Client(await product.url(), cookie)
    product.process.stdout?.destroy()
    product.process.stderr?.destroy()
    expect((await client.request('GET', '/api/v1/customers')).status).toBe(200)
    expect((await client.request('GET', '/api/v1/customers')).status).toBe(200)
  })

  it('told to stop again, cuts off what still hangs', async () => {
    const client = new Client(await product.url(), cookie)
    const owner = await ownerOfDatabase()
    await owner.query('BEGIN')
    await owner.query('SELECT 1 FROM providers FOR UPDATE')
    const hanging = client.createCustomer('HANGS')
    await until(() => somebodyWaits(owner), 'the request waits in the database')
    product.process.kill('SIGINT')
    await refuses(client)
    const asked = performance.now()
    let answered = false
    void hanging.then(() => (answered = true))
    await until(async () => {
      if (performance.now() - asked > 1_200) product.process.kill('SIGINT')
      return answered
    }, 'the request is cut off')
    expect(performance.now() - asked).toBeLessThan(6_000)
    expect(await hanging).toBe(0)
    await owner.query('ROLLBACK')
    await owner.end()
    expect(await product.ended()).toBe(0)
    expect(await processesOf(dataDir)).toEqual([])
  })

  it('starts, answers and stops also when its log cannot be written', async () => {
    const withoutLog = `exec ${process.execPath} server/tenantry.mjs "$0" 2>/dev/full`
    product = new Product(dataDir, ['start'], {}, ['/bin/sh', '-c', withoutLog])
    const client = new Client(await product.url(), cookie)
    expect((await client.request('GET', '/api/v1/customers')).status).toBe(200)
    // As Ctrl-C does where npm is not in between.
    expect(await product.stop('SIGINT')).toBe(0)
    expect(await processesOf(dataDir)).toEqual([])
  })

  it('ends with the npm that began it', async () => {
    product = startByNpm(dataDir)
    await product.url()
    await product.stop()
    await until(async () => (await processesOf(dataDir)).length === 0, 'nothing of it is left', 20_000)
    expect(existsSync(path.join(dataDir, 'secrets/running-database'))).toBe(false)
  })
})

async function ownerOfDatabase(): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: await readFile(path.join(dataDir, 'secrets/running-database'), 'utf8'),
  })
  // A failed test leaves it open past the end of the database.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Waits until it takes no connections any more. */
async function refuses(client: Client): Promise<void> {
  const isRefused = () =>
    client.request('GET', '/healthz').then(
      () => false,
      () => true,
    )
  await expect.poll(isRefused, { timeout: 10_000 }).toBe(true)
}

async function somebodyWaits(owner: pg.Client): Promise<boolean> {
  return ((await owner.query('SELECT 1 FROM pg_locks WHERE NOT granted')).rowCount ?? 0) > 0
}

/** What the product itself said: Node's notes about libraries apart. */
function withoutNotes(output: string): string {
  return output
    .split('\n')
    .filter((line) => !/^\(node:\d+\)|^\(Use `node --trace/.test(line))
    .join('\n')
    .trim()
}
