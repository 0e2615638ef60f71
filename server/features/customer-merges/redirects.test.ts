import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { createCustomer, getCustomer, updateCustomer } from '@tenantry/contract/customers.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../app.ts'
import { newId } from '../../platform/clock/clock.ts'
import { HttpCaller } from '../../testing/http-caller.ts'
import { createWorld, type World, worldPassword } from '../../testing/world.ts'
import { contentOf, mustSet, purge, statusOf } from '../lifecycle/lifecycle.fixture.ts'
import { addCustomer, furnished, merged } from './customer-merges.fixture.ts'

let world: World
let api: HttpCaller
let codes = 0

beforeAll(async () => {
  world = await createWorld()
  api = world.first.admin.api
})
afterAll(() => world.close())

const customer = (more: object = {}) => addCustomer(api, { name: 'Airtel', code: `LEAD${++codes}`, ...more })
const ask = (id: string, caller = api) => caller.request('GET', `/api/v1/customers/${id}`)
const leadsTo = async (id: string, caller = api) => {
  const answer = await ask(id, caller)
  return answer.statusCode === 308 ? answer.headers.location : answer.statusCode
}
const address = (id: string) => `/api/v1/customers/${id}`

describe('the address of a customer that has become part of another (B10)', () => {
  it('leads to that one', async () => {
    const [source, target] = [await customer(), await customer()]
    await merged(api, source, target)
    const answer = await ask(source)
    expect([answer.statusCode, answer.headers.location]).toEqual([308, address(target)])
    expect(answer.json()).toMatchObject({ code: 'customer_merged', params: { intoId: target } })
  })

  it('leads in one step to where a chain ends, whatever was merged first', async () => {
    const [a, b, c, d] = [await customer(), await customer(), await customer(), await customer()]
    await merged(api, a, b)
    expect((await merged(api, b, c)).counts.redirects).toBe(1)
    expect([await leadsTo(a), await leadsTo(b)]).toEqual([address(c), address(c)])
    expect((await merged(api, c, d)).counts.redirects).toBe(2)
    expect([await leadsTo(a), await leadsTo(b), await leadsTo(c)]).toEqual([address(d), address(d), address(d)])
  })

  it('does not exist for who does not see the other one, whether they saw the first or not', async () => {
    const { partnerId, partnerAdmin, technician } = world.first
    const [theirs, house] = [await customer({ parentId: partnerId }), await customer()]
    expect(await leadsTo(theirs, partnerAdmin.api)).toBe(200)
    await merged(api, theirs, house)
    const missing = await ask(newId(), partnerAdmin.api)
    const hidden = await ask(theirs, partnerAdmin.api)
    expect([hidden.statusCode, hidden.body.length]).toEqual([404, missing.body.length])
    expect(await leadsTo(theirs, technician.api)).toBe(404)
    expect(await leadsTo(theirs, world.second.admin.api)).toBe(404)
  })

  it('leads who sees the other one there, whether they saw the first or not', async () => {
    const { partnerId, partnerAdmin } = world.first
    const [house, theirs] = [await customer(), await customer({ parentId: partnerId })]
    await merged(api, house, theirs)
    expect(await leadsTo(house, partnerAdmin.api)).toBe(address(theirs))
  })

  it('is no address to change anything at', async () => {
    const [source, target] = [await customer(), await customer()]
    await merged(api, source, target)
    const changed = await api.call(
      updateCustomer,
      { params: { id: source as never }, body: { name: 'Back' } },
      { ifMatch: '*' },
    )
    expect(changed.status).toBe(404)
  })
})

describe('the customer that others have become part of', () => {
  it('moves, and they lead to it still, for whom it is in sight', async () => {
    const { partnerId, partnerAdmin } = world.first
    const [source, target] = [await customer(), await customer()]
    await merged(api, source, target)
    expect(await leadsTo(source, partnerAdmin.api)).toBe(404)
    const moved = await api.call(
      moveOrganization,
      { params: { id: target as never }, body: { parentId: partnerId as never } },
      { ifMatch: '*' },
    )
    expect([moved.status, moved.body.organizations]).toEqual([200, 1])
    expect(await leadsTo(source, partnerAdmin.api)).toBe(address(target))
  })

  it('is archived and deleted for good as if nothing lay below it, and takes what is left of them along', async () => {
    const [first, second] = [await furnished(api, { name: 'One', code: 'GONE1' }), await customer()]
    const place = { providerId: world.first.providerId, organizationId: first.id }
    await world.addPerson({ ...place, role: 'customer_administrator', reach: 'subtree' })
    const last = await customer({ code: 'GONE2' })
    await merged(api, first.id, second)
    await merged(api, second, last)
    const status = await statusOf(api, last)
    expect(status.body.open).toEqual([
      { item: 'organizations', count: 0, blocks: true },
      { item: 'subscriptions', count: 0, blocks: true },
      { item: 'devices', count: 2, blocks: false },
    ])
    await mustSet(api, last, 'offboarding', 'archived')
    const report = await purge(api, last, 'GONE2')
    expect([report.status, report.body.counts?.organizations, report.body.accounts]).toEqual([200, 3, 1])
    expect([await leadsTo(first.id), await leadsTo(second), await leadsTo(last)]).toEqual([404, 404, 404])
    const left = Object.entries(await contentOf(world)).flatMap(([table, rows]) =>
      rows.some((row) => [first.id, second, last].some((id) => row.includes(id))) ? [table] : [],
    )
    expect(left.filter((table) => !/^public\.audit_/.test(table))).toEqual([])
    const again = await api.call(createCustomer, { body: { name: 'One', code: 'GONE1' } })
    expect(again.status).toBe(201)
  })

  it('is not deleted for good as long as a place of its own lies below it', async () => {
    const [source, target] = [await customer(), await customer({ type: 'enterprise', code: 'KEPT1' })]
    await customer({ type: 'division', parentId: target })
    await merged(api, source, target)
    const answer = await purge(api, target, 'KEPT1')
    expect(answer.problem.code).toBe('purge_refused')
    const { body } = await api.call(getCustomer, { params: { id: target as never } })
    expect(body.status).toBe('active')
  })
})

describe('the web address of a customer that was merged', () => {
  it('leads to the page of the other one, tab and filter kept, for who sees that one', async () => {
    const { partnerAdmin, admin } = world.first
    const [source, target] = [await customer(), await customer()]
    await merged(api, source, target)
    await withPages(async (open) => {
      const page = `/customers/${source}/devices?q=srv`
      const led = await open(page, admin.email)
      expect([led.statusCode, led.headers.location]).toEqual([308, `/customers/${target}/devices?q=srv`])
      expect(led.headers['cache-control']).toBe('no-store')
      for (const [address, email] of [
        [page, partnerAdmin.email],
        [page, null],
        [`/customers/${target}/devices`, admin.email],
        [`/customers/${newId()}`, admin.email],
        ['/customers/no-id', admin.email],
      ] as const) {
        const { statusCode, body } = await open(address, email)
        expect([address, statusCode, body]).toEqual([address, 200, '<html lang="en"></html>'])
      }
      const key = (await api.call(createApiKey, { body: { name: 'Sync' } as never })).body.key
      expect((await open(page, null, { authorization: `Bearer ${key}` })).statusCode).toBe(200)
    })
  })
})

type Headers = Record<string, string>
type Open = (address: string, email: string | null, headers?: Headers) => Promise<LightMyRequestResponse>

/** The installation with pages to open, as somebody who signs in there or as nobody. */
async function withPages(work: (open: Open) => Promise<void>): Promise<void> {
  const webDir = await mkdtemp(path.join(tmpdir(), 'tenantry-pages-'))
  await writeFile(path.join(webDir, 'index.html'), '<html lang="en"></html>')
  const mailer = { deliver: async () => ({ messageId: '' }) }
  const options = { version: 'test', mailer, onCommitted: () => {}, localUrl: () => 'http://localhost:8080' }
  const app = await createApp(world.installation, { ...options, webDir })
  await work(async (address, email, headers) => {
    const caller = new HttpCaller(app)
    if (email === null) return caller.request('GET', address, undefined, headers)
    const credentials = { email, password: worldPassword }
    const { cookies } = await caller.request('POST', '/api/auth/sign-in/email', credentials)
    const cookie = cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
    return caller.request('GET', address, undefined, { cookie })
  })
  await app.close()
  await rm(webDir, { recursive: true })
}

describe('what lies below the address of a customer that has become part of another', () => {
  it.each(['onboarding', 'copy', 'status', 'notes', 'entities', 'contacts'])('is gone: %s', async (part) => {
    const [source, target] = [await customer(), await customer()]
    await merged(api, source, target)
    const answer = await api.request('GET', `${address(source)}/${part}`)
    expect([part, answer.statusCode, answer.json().code]).toEqual([part, 404, 'not_found'])
  })
})
