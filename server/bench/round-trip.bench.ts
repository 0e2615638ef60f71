/** Taking lists out of one installation, bringing them into an empty one and taking them out there again (B4). */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type Import, type ImportKind, importKinds } from '@tenantry/contract/imports.ts'
import { generatedCustomers } from '../features/exports/generated-customers.fixture.ts'
import { type AppProcess, startApp } from './app-process.ts'
import type { Bench } from './bench-types.ts'
import { HttpClient } from './http-client.ts'
import type { BenchRow } from './measure.ts'

/** As many customers as are taken through at most. */
export const mostTaken = 10_000

const admin = { email: 'admin@round.example', password: 'Correct-Horse-42-Battery' }
const atOnce = 8
const pollMs = 500

/** Counts the lines that differ, but for ids and instants, after the way through two installations. */
export async function benchRoundTrip({ sparePort }: Pick<Bench, 'sparePort'>, customers: number): Promise<BenchRow[]> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'tenantry-bench-round-trip-'))
  const houses: House[] = []
  try {
    for (const [index, name] of ['first', 'second'].entries())
      houses.push(await House.open(sparePort + index, path.join(dataDir, name)))
    const [first, second] = houses as [House, House]
    await first.fill(customers)
    const sent = await first.allTaken()
    const notes: string[] = []
    for (const [index, kind] of importKinds.entries()) {
      const begun = performance.now()
      await second.bring(kind, sent[index] ?? '')
      notes.push(`brought in within ${Math.round((performance.now() - begun) / 1000)} s`)
    }
    // A file of customers counts their entities, so all of them come in before.
    const back = await second.allTaken()
    return importKinds.map((kind, index) => compared(kind, sent[index] ?? '', back[index] ?? '', notes[index] ?? ''))
  } finally {
    for (const house of houses) await house.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

function compared(kind: ImportKind, before: string, after: string, note: string): BenchRow {
  const [sent, back] = [masked(before), masked(after)]
  const differing = sent.filter((line, index) => line !== back[index]).length + Math.abs(sent.length - back.length)
  return {
    id: 'round-trip',
    name: `${kind}: lines that differ, of ${sent.length}`,
    ours: differing,
    floor: null,
    unit: 'lines',
    ratio: null,
    bar: '0',
    holds: differing === 0,
    note,
  }
}

/** Lines without what is new in each installation: ids and instants. */
function masked(text: string): string[] {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'INSTANT')
    .split('\r\n')
}

/** An installation with one provider. */
class House {
  readonly #app: AppProcess
  readonly #client: HttpClient

  private constructor(app: AppProcess, client: HttpClient) {
    this.#app = app
    this.#client = client
  }

  static async open(port: number, dataDir: string): Promise<House> {
    const app = await startApp(port, {
      TENANTRY_DATA_DIR: dataDir,
      TENANTRY_PROVIDER_NAME: 'Round Trip',
      TENANTRY_ADMIN_EMAIL: admin.email,
      TENANTRY_ADMIN_PASSWORD: admin.password,
    })
    const client = new HttpClient(app.url)
    await client.signIn(admin.email, admin.password)
    return new House(app, client)
  }

  async close(): Promise<void> {
    this.#client.close()
    await this.#app.stop()
  }

  /** Adds generated customers through the API, each with entities and a further contact. */
  async fill(customers: number): Promise<void> {
    const left = generatedCustomers(7, customers).values()
    const add = async () => {
      for (const body of left) {
        const { id } = await this.#send<{ id: string }>('POST', '/customers', body)
        const contact = { role: 'VIP', firstName: `=${body.code}`, email: 'vip@msp.example' }
        await this.#send('POST', `/customers/${id}/contacts`, contact)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, add))
  }

  /** All that can be taken out, one after the other. */
  async allTaken(): Promise<string[]> {
    const files: string[] = []
    for (const kind of importKinds) files.push(await (await this.#request('GET', `/exports/${kind}?format=csv`)).text())
    return files
  }

  async bring(kind: ImportKind, file: string): Promise<void> {
    const sent = await this.#request('POST', `/imports?kind=${kind}`, file, 'text/csv')
    const { id, file: found } = (await sent.json()) as Import
    await this.#send('POST', `/imports/${id}/start`)
    for (;;) {
      const { state, progress } = await this.#send<Import>('GET', `/imports/${id}`)
      if (state === 'finished') {
        if (progress.created !== found.rows) throw new Error(`${progress.created} of ${found.rows} ${kind} came in`)
        return
      }
      if (state !== 'running') throw new Error(`The import is ${state}`)
      await new Promise((resolve) => setTimeout(resolve, pollMs))
    }
  }

  async #send<Answer>(method: string, address: string, body?: object): Promise<Answer> {
    const answer = await this.#request(method, address, body && JSON.stringify(body), 'application/json')
    return (await answer.json()) as Answer
  }

  async #request(method: string, address: string, body?: string, type?: string): Promise<Response> {
    const headers = {
      origin: this.#app.url,
      cookie: this.#client.cookie,
      ...(body && type ? { 'content-type': type } : {}),
    }
    const answer = await fetch(`${this.#app.url}/api/v1${address}`, { method, headers, ...(body ? { body } : {}) })
    if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${(await answer.text()).slice(0, 300)}`)
    return answer
  }
}
