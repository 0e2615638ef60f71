import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { switchMembership } from '@tenantry/contract/me.ts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { api } from './api.ts'
import { holdCalls, resumeCalls } from './held-calls.ts'

afterEach(() => {
  resumeCalls()
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
