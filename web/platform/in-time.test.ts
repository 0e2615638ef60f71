import { focusManager, QueryObserver } from '@tanstack/react-query'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { mergeCustomer } from '@tenantry/contract/customer-merges.ts'
import { createCustomer } from '@tenantry/contract/customers.ts'
import { createImport } from '@tenantry/contract/imports.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api, newIdempotencyKey } from './api.ts'
import { signIn } from './auth-api.ts'
import { authTexts } from './auth-texts.ts'
import { NoAnswer } from './in-time.ts'
import { problemText } from './problem-text.ts'
import { queryClient } from './query.ts'
import { texts } from './texts.ts'

/** A server that takes every request and answers none; it counts those that wait. */
let waiting = 0
function silent(_: string, { signal }: RequestInit): Promise<Response> {
  waiting++
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => {
      waiting--
      reject(signal.reason)
    })
  })
}

beforeEach(() => {
  waiting = 0
  vi.useFakeTimers()
  vi.stubGlobal('fetch', silent)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** How something ended, once it has. */
function ending(promise: Promise<unknown>): { error?: unknown } {
  const seen: { error?: unknown } = {}
  promise.catch((error: unknown) => {
    seen.error = error
  })
  return seen
}

describe('what is never answered', () => {
  it('is given up after half a minute when it is read, and told like a server that is out of reach', async () => {
    const seen = ending(api(listCustomers))
    await vi.advanceTimersByTimeAsync(29_000)
    expect(seen.error).toBeUndefined()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(seen.error).toBeInstanceOf(NoAnswer)
    expect(problemText(seen.error).title).toBe(texts.errors.offlineTitle)
    expect(waiting).toBe(0)
  })

  it('is given up after little more than half a minute when it changes something, signing in included', async () => {
    const seen = [
      ending(api(createCustomer, { body: { name: 'Airtel' } })),
      ending(signIn('a@b.example', 'seven gentle otters 42')),
    ]
    await vi.advanceTimersByTimeAsync(34_000)
    expect(seen).toEqual([{}, {}])
    await vi.advanceTimersByTimeAsync(2_000)
    expect(seen[0]?.error).toBeInstanceOf(NoAnswer)
    expect(seen[1]?.error).toMatchObject({ code: 'offline', message: authTexts.offline })
  })

  it('is given a minute when it changes many things at once', async () => {
    const body = { intoId: 'other' as never }
    const seen = ending(api(mergeCustomer, { params: { id: 'one' as never }, body: body as never }))
    await vi.advanceTimersByTimeAsync(59_000)
    expect(seen.error).toBeUndefined()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(seen.error).toBeInstanceOf(NoAnswer)
  })

  it('is asked again with the key of the first time, so that a change which was made all the same is made once', async () => {
    const keys: (string | null)[] = []
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
      keys.push(new Headers(init.headers).get('idempotency-key'))
      return silent(path, init)
    })
    const idempotencyKey = newIdempotencyKey()
    for (const _ of [1, 2]) {
      const seen = ending(api(createCustomer, { body: { name: 'Airtel' } }, { idempotencyKey }))
      await vi.advanceTimersByTimeAsync(36_000)
      expect(seen.error).toBeInstanceOf(NoAnswer)
    }
    expect(keys).toEqual([idempotencyKey, idempotencyKey])
  })

  it('is read again by itself when somebody comes back to the window', async () => {
    queryClient.mount()
    const observer = new QueryObserver(queryClient, { queryKey: ['silent'], queryFn: () => api(listCustomers) })
    const leave = observer.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(31_000)
    expect([observer.getCurrentResult().status, waiting]).toEqual(['error', 0])
    vi.stubGlobal('fetch', async () => Response.json({ items: [], nextCursor: null, total: 0 }))
    focusManager.setFocused(true)
    await vi.advanceTimersByTimeAsync(10)
    expect(observer.getCurrentResult().status).toBe('success')
    leave()
    focusManager.setFocused(undefined)
    queryClient.unmount()
    queryClient.clear()
  })

  it('is shown to whoever waits for a page at once, not after further tries', async () => {
    const observer = new QueryObserver(queryClient, { queryKey: ['silent'], queryFn: () => api(listCustomers) })
    const leave = observer.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(31_000)
    expect(observer.getCurrentResult()).toMatchObject({ status: 'error', failureCount: 1 })
    leave()
    queryClient.clear()
  })

  it('takes as long as it needs while a file is on its way', async () => {
    const seen = ending(api(createImport, { query: { kind: 'customers' } }, { file: new Blob(['Name']) }))
    await vi.advanceTimersByTimeAsync(600_000)
    expect([seen, waiting]).toEqual([{}, 1])
  })

  it('ends at once where nobody wants it any more', async () => {
    const left = new AbortController()
    const seen = ending(api(listCustomers, {}, { signal: left.signal }))
    await vi.advanceTimersByTimeAsync(10)
    left.abort()
    await vi.advanceTimersByTimeAsync(10)
    expect(seen.error).toMatchObject({ name: 'AbortError' })
    expect(waiting).toBe(0)
  })
})

it('what is answered leaves nothing behind that ends it later', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ items: [], nextCursor: null, total: 0 }))
  expect((await api(listCustomers)).data.total).toBe(0)
  expect(vi.getTimerCount()).toBe(0)
})
