/** P9: a page of customers for nine providers, while a tenth asks for ten times its share and while it asks for nothing. */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import autocannon from 'autocannon'
import pg from 'pg'
import { readConfig } from '../config.ts'
import { generateProvider } from '../demo/generate-provider.ts'
import { type Random, seeded } from '../demo/random.ts'
import { type Installation, openInstallation } from '../installation.ts'
import { systemClock } from '../platform/clock/clock.ts'
import { createLog } from '../platform/log.ts'
import { startApp } from './app-process.ts'
import type { Bench } from './bench-types.ts'
import { HttpClient } from './http-client.ts'
import { type BenchRow, growthRow, median, percentile } from './measure.ts'

const providers = 10
const ofEach = {
  customers: 2_000,
  partners: 4,
  enterprises: 4,
  customersOfFirstPartner: 300,
  devices: 4_000,
  usersPerCustomer: 1,
}
/** The part of what the server can answer that all providers ask for together, where each asks for its share. */
const levels = [0.25, 0.5]
const timesItsShare = 10
const runs = 5
const secondsOfRun = 8
const page = '/api/v1/customers?sort=name&limit=50'

/** In an installation of its own, since one with several providers is needed. */
export async function benchNoisyNeighbour({ sparePort }: Pick<Bench, 'sparePort'>): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tenantry-bench-neighbours-'))
  try {
    const config = readConfig({ TENANTRY_DATA_DIR: dataDir, TENANTRY_LOG_LEVEL: 'warn' })
    const installation = await openInstallation(config, createLog('warn'))
    try {
      const administrators = await fill(installation)
      const { ownerUrl: DATABASE_URL, secret: TENANTRY_SECRET } = installation
      const app = await startApp(sparePort, { DATABASE_URL, TENANTRY_SECRET, TENANTRY_DATA_DIR: dataDir })
      try {
        const cookies: string[] = []
        for (const { email, password } of administrators) cookies.push(await signedIn(app.url, email, password))
        return await measured(app.url, cookies)
      } finally {
        await app.stop()
      }
    } finally {
      await installation.close()
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function fill(installation: Installation): Promise<{ email: string; password: string }[]> {
  const ownerPool = new pg.Pool({ connectionString: installation.ownerUrl, max: 1 })
  ownerPool.on('error', () => {})
  const password = randomBytes(15).toString('base64url')
  const administrators: { email: string; password: string }[] = []
  try {
    for (let number = 0; number < providers; number++) {
      const account = { email: `admin-${number}@bench.example`, name: 'Administrator', password }
      const { accountId } = await installation.createAccount(account)
      const person = { ...account, accountId, role: 'provider_administrator', place: 'provider' } as const
      const plan = { ...ofEach, seed: 1 + 10 * number, providerName: `Provider ${number}`, people: [person] }
      await generateProvider(ownerPool, { ...plan, clock: systemClock })
      administrators.push(account)
    }
  } finally {
    await ownerPool.end()
  }
  return administrators
}

async function signedIn(url: string, email: string, password: string): Promise<string> {
  const client = new HttpClient(url)
  try {
    await client.signIn(email, password)
    return client.cookie
  } finally {
    client.close()
  }
}

async function measured(url: string, cookies: readonly string[]): Promise<BenchRow[]> {
  await answeredEachSecond(url, cookies)
  const most = median([await answeredEachSecond(url, cookies), await answeredEachSecond(url, cookies)])
  const agent = new http.Agent({ keepAlive: true })
  try {
    const rows: BenchRow[] = []
    for (const level of levels) rows.push(await measuredAt({ url, agent, cookies, most, level }))
    return rows
  } finally {
    agent.destroy()
  }
}

/** How many pages the server answers to 32 connections that ask again at once, for all providers in turn. */
async function answeredEachSecond(url: string, cookies: readonly string[]): Promise<number> {
  const requests = cookies.map((cookie) => ({ path: page, headers: { cookie } }))
  const result = await autocannon({ url, connections: 32, duration: 5, requests })
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx + result.errors} pages failed`)
  return result['2xx'] / result.duration
}

interface Measuring {
  url: string
  agent: http.Agent
  cookies: readonly string[]
  most: number
  level: number
}

async function measuredAt({ url, agent, cookies, most, level }: Measuring): Promise<BenchRow> {
  const share = (most * level) / providers
  const [noisy = '', ...others] = cookies
  const random = seeded(Math.round(level * 100))
  const ask = (cookie: string, rate: number) => askedSteadily({ url, agent, cookie }, rate, random)
  const quietly = async () => (await Promise.all(others.map((cookie) => ask(cookie, share)))).flat()
  const besideIt = async () => (await Promise.all([quietly(), ask(noisy, timesItsShare * share)]))[0]
  const [alone, beside]: [number[], number[]] = [[], []]
  await besideIt()
  for (let run = 0; run < runs; run++) {
    alone.push(...(await quietly()))
    beside.push(...(await besideIt()))
  }
  return rowOf({ share, most, level }, percentile(beside, 0.95), percentile(alone, 0.95))
}

/**
 * Asks for pages at moments that know nothing of each other, however long the answers take.
 * @returns milliseconds of each from when it was due
 */
async function askedSteadily(
  { url, agent, cookie }: Pick<Measuring, 'url' | 'agent'> & { cookie: string },
  eachSecond: number,
  random: Random,
): Promise<number[]> {
  const begun = performance.now()
  const times: Promise<number>[] = []
  const pause = () => (-Math.log(1 - random.next()) * 1_000) / eachSecond
  for (let due = pause(); due < secondsOfRun * 1_000; due += pause()) {
    await delay(begun + due - performance.now())
    const time = answered(url, agent, cookie).then(() => performance.now() - begun - due)
    // What fails counts where all are waited for.
    time.catch(() => {})
    times.push(time)
  }
  return Promise.all(times)
}

function answered(url: string, agent: http.Agent, cookie: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.get(`${url}${page}`, { agent, headers: { cookie } }, (response) => {
      response.on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}`))))
      response.on('error', reject)
      response.resume()
    })
    request.on('error', reject)
  })
}

function rowOf(at: { share: number; most: number; level: number }, ours: number, floor: number): BenchRow {
  const [load, share] = [`${at.level * 100} %`, at.share.toFixed(1)]
  return growthRow({
    id: 'P9',
    name: `page for ${providers - 1} providers whose neighbour asks ${timesItsShare} times its share, p95, all shares being ${load} of what is answered`,
    ours,
    floor,
    note: `a share is ${share} pages/s of ${at.most.toFixed(0)}`,
  })
}
