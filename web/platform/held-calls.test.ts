import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { createCustomer } from '@tenantry/contract/customers.ts'
import { switchMembership } from '@tenantry/contract/me.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api } from './api.ts'
import { callsHeld, holdCalls, resumeCalls } from './held-calls.ts'
import { onSwitched, setPageMembership } from './page-membership.ts'
import { queryClient } from './query.ts'
import { meQuery } from './session.tsx'

afterEach(() => {
  resumeCalls()
  setPageMembership(undefined)
  onSwitched(() => {})
  queryClient.clear()
  vi.unstubAllGlobals()
})

describe('calls that are held', () => {
  it('let a switch of the membership go before them, and go when they are resumed', async () => {
    const asked: string[] = []
    vi.stubGlobal('fetch', async (_: string, { method }: RequestInit) => {
      asked.push(String(method))
      return method === 'GET' ? Response.json({ items: [] }) : new Response(null, { status: 204 })
    })
    holdCalls()
    const list = api(listCustomers, { query: {} })
    // Another window may switch more than once.
    holdCalls()
    await api(switchMembership, { body: { membershipId: crypto.randomUUID() as never } })
    expect(asked).toEqual(['PUT'])
    resumeCalls()
    await list
    expect(asked).toEqual(['PUT', 'GET'])
    await api(listCustomers, { query: {} })
    expect(asked).toHaveLength(3)
  })
})

describe('calls of a page', () => {
  /** Which membership the session acts for, and whose was meant with each call that was done. */
  let active: string
  let done: (string | null)[]
  let told: string[]

  beforeEach(() => {
    active = 'mine'
    done = []
    told = []
    onSwitched((membershipId) => {
      told.push(membershipId)
      holdCalls()
    })
    vi.stubGlobal('fetch', async (path: string, { headers }: RequestInit) => {
      if (path === '/api/v1/me') return Response.json({ membership: { id: active } })
      const meant = new Headers(headers).get('tenantry-membership')
      if (meant === active || meant === null) {
        done.push(meant)
        return Response.json({}, { status: 201 })
      }
      const problem = { status: 409, code: 'membership_switched', params: { membershipId: active } }
      return Response.json(problem, { status: 409, headers: { 'content-type': 'application/problem+json' } })
    })
  })
  const create = () => api(createCustomer, { body: { name: 'Airtel' } }, { idempotencyKey: 'k' })
  const areAsked = () => expect.poll(() => callsHeld() !== undefined).toBe(true)

  it('are meant for the membership that it was drawn for', async () => {
    await create()
    await queryClient.fetchQuery(meQuery)
    await create()
    expect(done).toEqual([null, 'mine'])
  })

  it('wait where the server says that another one is active, and are sent again once it is switched back', async () => {
    setPageMembership('mine')
    active = 'other'
    const created = create()
    await areAsked()
    expect([told, done]).toEqual([['other'], []])
    active = 'mine'
    resumeCalls()
    await created
    expect(done).toEqual(['mine'])
  })

  it('fail where nobody can be asked, or where the page itself has switched meanwhile', async () => {
    setPageMembership('mine')
    active = 'other'
    const refused = expect(create()).rejects.toMatchObject({ code: 'membership_switched' })
    await areAsked()
    resumeCalls(false)
    await refused
    const late = expect(create()).rejects.toMatchObject({ code: 'membership_switched' })
    setPageMembership('other')
    await late
    expect([told, done]).toEqual([['other'], []])
    await create()
    expect(done).toEqual(['other'])
  })

  it('are not meant for another one because who is signed in was read once more', async () => {
    await queryClient.fetchQuery(meQuery)
    active = 'other'
    const read = queryClient.refetchQueries({ queryKey: meQuery.queryKey })
    await areAsked()
    expect(queryClient.getQueryData(meQuery.queryKey)?.membership.id).toBe('mine')
    active = 'mine'
    resumeCalls()
    await read
    expect(told).toEqual(['other'])
    // Somebody else who signs in begins anew.
    queryClient.clear()
    active = 'other'
    await queryClient.fetchQuery(meQuery)
    await create()
    expect(done).toEqual(['other'])
  })
})
