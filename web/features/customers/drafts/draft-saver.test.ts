import { ApiError } from '@tenantry/contract/client.ts'
import { type ErrorCode, errorCatalog } from '@tenantry/contract/errors.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type DraftContent, type DraftRemote, DraftSaver, type Known, type SavingState } from './draft-saver.ts'

const typed = (name: string): DraftContent => ({ title: name, stepId: 'company', parentId: null, values: { name } })
const refusal = (code: ErrorCode) => {
  const { status, title } = errorCatalog[code]
  return new ApiError({ type: '', title, status, code })
}

/** A server with room for one draft, which fails with what stands next in `failures`. */
class Server implements DraftRemote {
  content: DraftContent | null = null
  version = 0
  calls: string[] = []
  failures: (Error | null)[] = []
  /** It does what it is asked, and its answers never come. */
  isSilent = false
  /** What was saved has become a customer, or was thrown away. */
  isGone = false
  /** A removal takes as long. */
  removing: Promise<void> = Promise.resolve()
  #created = new Map<string, { id: string; etag: string }>()

  async create(content: DraftContent, key: string) {
    this.calls.push(`create ${content.title} ${key}`)
    this.#fail()
    if (this.isGone && this.#created.has(key)) throw refusal('not_found')
    const created = this.#created.get(key) ?? this.#store(content)
    this.#created.set(key, created)
    return this.isSilent ? new Promise<never>(() => {}) : created
  }

  async replace({ etag }: { etag: string }, content: DraftContent) {
    this.calls.push(`replace ${content.title}`)
    this.#fail()
    if (this.isGone) throw refusal('not_found')
    if (etag !== String(this.version)) throw refusal('precondition_failed')
    const replaced = this.#store(content)
    return this.isSilent ? new Promise<never>(() => {}) : replaced
  }

  async remove() {
    this.calls.push('remove')
    await this.removing
    this.content = null
  }

  async read() {
    if (this.isGone) throw refusal('not_found')
    return { saved: { id: 'd', etag: String(this.version) }, content: this.content ?? typed('') }
  }

  /** Another device saves. */
  change(content: DraftContent) {
    this.#store(content)
  }

  #fail() {
    const failure = this.failures.shift()
    if (failure) throw failure
  }

  #store(content: DraftContent) {
    this.content = content
    this.version++
    return { id: 'd', etag: String(this.version) }
  }
}

describe('a draft that saves itself', () => {
  let server: Server
  let saver: DraftSaver
  let states: SavingState[]
  /** What a page that is loaded again finds. */
  let kept: Known
  let keys: number
  const saverOf = (known: Known) =>
    new DraftSaver(
      server,
      known,
      () => `key${keys++}`,
      (state) => states.push(state),
      (now) => {
        kept = now
      },
    )

  beforeEach(() => {
    vi.useFakeTimers()
    server = new Server()
    states = []
    keys = 0
    kept = { saved: null, unanswered: null }
    saver = saverOf(kept)
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is saved once typing rests for a second, and then replaced', async () => {
    for (const name of ['A', 'Ai', 'Airtel']) {
      saver.change(typed(name))
      await vi.advanceTimersByTimeAsync(900)
    }
    expect(server.calls).toEqual([])
    await vi.advanceTimersByTimeAsync(100)
    saver.change(typed('Airtel 2'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(server.calls).toEqual(['create Airtel key0', 'replace Airtel 2'])
    expect(saver.saved).toEqual({ id: 'd', etag: '2' })
  })

  it('is saved at once on leaving', async () => {
    saver.change(typed('Airtel'))
    expect(await saver.flush(true)).toBe(true)
    expect(server.content).toEqual(typed('Airtel'))
  })

  it('is one draft though the answer to its creation was lost', async () => {
    server.failures = [new TypeError('fetch failed')]
    saver.change(typed('Airtel'))
    expect(await saver.flush()).toBe(false)
    expect(saver.state).toBe('here')
    saver.change(typed('Airtel 2'))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(server.calls).toEqual(['create Airtel key0', 'create Airtel key0', 'replace Airtel 2'])
    expect(saver.state).toBe('saved')
  })

  it('is one draft though the page is loaded again while it is created, and what was typed since replaces it', async () => {
    server.isSilent = true
    saver.change(typed('Airtel'))
    await vi.advanceTimersByTimeAsync(1_000)
    saver.change(typed('Airtel 2'))
    server.isSilent = false
    const again = saverOf(JSON.parse(JSON.stringify(kept)))
    again.change(typed('Airtel 2'))
    expect(await again.flush()).toBe(true)
    expect(server.calls).toEqual(['create Airtel key0', 'create Airtel key0', 'replace Airtel 2'])
    expect(kept).toMatchObject({ saved: { id: 'd' }, unanswered: null })
  })

  it('is looked for again while it is being created, and after somebody has signed in again', async () => {
    for (const code of ['idempotency_in_progress', 'not_signed_in'] as const) {
      server.failures = [refusal(code)]
      saver.change(typed('Airtel'))
      expect(await saver.flush()).toBe(false)
      expect(kept.unanswered?.key).toBe('key0')
    }
    expect(await saver.flush()).toBe(true)
    expect(new Set(server.calls)).toEqual(new Set(['create Airtel key0']))
  })

  it('waits for a choice when another device has saved something else, and keeps both until then', async () => {
    saver.change(typed('Mine'))
    await saver.flush()
    server.change(typed('Theirs'))
    saver.change(typed('Mine too'))
    expect(await saver.flush()).toBe(false)
    expect(saver.state).toBe('conflict')
    saver.change(typed('Mine three'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(server.content).toEqual(typed('Theirs'))
    saver.settle((await server.read()).saved, typed('Mine three'))
    await vi.advanceTimersByTimeAsync(0)
    expect([server.content, saver.state]).toEqual([typed('Mine three'), 'saved'])
  })

  describe('in conflict with another version', () => {
    beforeEach(async () => {
      saver.change(typed('Mine'))
      await saver.flush()
      server.change(typed('Theirs'))
      saver.change(typed('Mine too'))
      await saver.flush()
      server.calls = []
    })

    it('keeps either one as long as both are there, and asks again after a broken line', async () => {
      expect(await saver.keep()).toBeNull()
      vi.spyOn(server, 'read').mockRejectedValueOnce(new TypeError('fetch failed'))
      await expect(saver.keepMine()).rejects.toThrow('fetch failed')
      expect([saver.state, server.calls, server.content]).toEqual(['conflict', [], typed('Theirs')])
      await saver.keepMine()
      await vi.advanceTimersByTimeAsync(0)
      expect([server.calls, saver.state]).toEqual([['replace Mine too'], 'saved'])
    })

    it('tells whoever takes either one that the other was created or thrown away, and waits for another choice', async () => {
      server.isGone = true
      expect(await saver.findTheirs()).toBeNull()
      await saver.keepMine()
      expect([server.calls, saver.state]).toEqual([[], 'gone'])
    })

    it('keeps this one as a new draft on leaving, where the other one was created or thrown away', async () => {
      server.isGone = true
      expect((await Promise.all([saver.keep(), saver.keep()]))[0]).toBe('new-draft')
      expect([server.calls, saver.state]).toEqual([['create Mine too key1'], 'saved'])
    })
  })

  it('does not take its own lost answer for another device', async () => {
    saver.change(typed('Airtel'))
    await saver.flush()
    server.change(typed('Airtel 2'))
    saver.change(typed('Airtel 2'))
    expect(await saver.flush()).toBe(true)
    expect([saver.state, saver.saved]).toEqual(['saved', { id: 'd', etag: '2' }])
    expect(states).not.toContain('conflict')
  })

  it('does not take what it was sending for another device when more was typed before the answer was lost', async () => {
    saver.change(typed('Airtel'))
    await saver.flush()
    server.failures = [new TypeError('fetch failed')]
    saver.change(typed('Airtel 2'))
    await saver.flush()
    server.change(typed('Airtel 2'))
    saver.change(typed('Airtel 3'))
    expect(await saver.flush()).toBe(true)
    expect([server.content, saver.state]).toEqual([typed('Airtel 3'), 'saved'])
    // The same where the page is loaded again.
    server.isSilent = true
    saver.change(typed('Airtel 4'))
    await vi.advanceTimersByTimeAsync(1_000)
    server.isSilent = false
    const again = saverOf(JSON.parse(JSON.stringify(kept)))
    await again.restore(typed('Airtel 5'))
    expect(await again.flush()).toBe(true)
    expect([server.content, again.state]).toEqual([typed('Airtel 5'), 'saved'])
    expect(states).not.toContain('conflict')
  })

  it('that a page kept which is loaded again is compared with the server before anything is saved', async () => {
    const restored = async (name: string, etag: string) => {
      const again = saverOf({ saved: { id: 'd', etag }, unanswered: null })
      await again.restore(typed(name))
      await again.flush()
      return again.state
    }
    server.change(typed('Airtel'))
    expect(await restored('Airtel', '0')).toBe('saved')
    expect(server.calls).toEqual([])
    expect(await restored('Airtel 2', '1')).toBe('saved')
    expect(server.content).toEqual(typed('Airtel 2'))
    expect(await restored('Airtel 3', '1')).toBe('conflict')
    expect(server.content).toEqual(typed('Airtel 2'))
  })

  it('is known to be on the server as a whole while nothing waits, is under way or is compared', async () => {
    const seen = async (act: () => unknown) => {
      const acted = act()
      const before = saver.known.isWhole
      await acted
      return [before, saver.known.isWhole]
    }
    expect(await seen(() => saver.change(typed('Airtel')))).toEqual([false, false])
    expect(await seen(() => saver.flush())).toEqual([false, true])
    expect(kept.isWhole).toBe(true)
    expect(await seen(() => saver.change(typed('Airtel 2')))).toEqual([false, false])
    server.change(typed('Theirs'))
    expect(await seen(() => saver.flush())).toEqual([false, false])
    expect([saver.state, kept.isWhole]).toEqual(['conflict', false])
    saver = saverOf({ saved: { id: 'd', etag: '1' }, unanswered: null })
    expect(saver.known.isWhole).toBe(true)
    expect(await seen(() => saver.restore(typed('Airtel 2')))).toEqual([false, false])
    saver = saverOf({ saved: { id: 'd', etag: '1' }, unanswered: null })
    expect(await seen(() => saver.restore(typed('Theirs')))).toEqual([false, true])
  })

  describe('that was created or thrown away elsewhere', () => {
    beforeEach(async () => {
      saver.change(typed('Airtel'))
      await saver.flush()
      server.isGone = true
      saver.change(typed('Airtel 2'))
      await saver.flush()
      server.calls = []
    })

    it('is not made again by itself, however much is typed, and all of it waits for a choice', async () => {
      saver.change(typed('Airtel 3'))
      await vi.advanceTimersByTimeAsync(60_000)
      expect(await saver.flush(true)).toBe(false)
      expect([server.calls, saver.state]).toEqual([[], 'gone'])
      // What a creation names is not there, and a page that is loaded again finds the same.
      expect(saver.known).toMatchObject({ saved: { id: 'd' }, isWhole: false })
      const again = saverOf(JSON.parse(JSON.stringify(kept)))
      await again.restore(typed('Airtel 3'))
      await vi.advanceTimersByTimeAsync(60_000)
      expect([server.calls, again.state]).toEqual([[], 'gone'])
    })

    it('is another draft once somebody wants one, with what was typed last', async () => {
      saver.change(typed('Airtel 3'))
      saver.startAnew()
      expect(await saver.flush()).toBe(true)
      expect([server.calls, saver.state]).toEqual([['create Airtel 3 key1'], 'saved'])
      saver.startAnew()
      await saver.flush()
      expect(server.calls).toHaveLength(1)
    })

    it('is kept as a new one by whoever leaves, or thrown away here, where nothing is left to remove', async () => {
      const other = saverOf(saver.known)
      other.lose(typed('Airtel 4'))
      await saver.discard()
      expect([server.calls, saver.known.saved]).toEqual([[], null])
      expect(await other.keep()).toBe('new-draft')
      expect(server.calls).toEqual(['create Airtel 4 key1'])
    })
  })

  describe('whose creation was never answered', () => {
    beforeEach(async () => {
      server.isSilent = true
      saver.change(typed('Airtel'))
      await vi.advanceTimersByTimeAsync(1_000)
      server.isSilent = false
      saver = saverOf(JSON.parse(JSON.stringify(kept)))
    })

    it('is not made again by itself where it was used up since', async () => {
      server.isGone = true
      saver.change(typed('Airtel 2'))
      expect(await saver.flush()).toBe(false)
      expect([server.calls, saver.state]).toEqual([['create Airtel key0', 'create Airtel key0'], 'gone'])
      expect(kept.unanswered?.key).toBe('key0')
      saver.startAnew()
      expect(await saver.flush()).toBe(true)
      expect(server.calls.slice(2)).toEqual(['create Airtel 2 key1'])
    })

    it('is found before a customer is created of it, or found to be used up', async () => {
      const other = saverOf(saver.known)
      await saver.hold()
      await saver.findUnheard()
      expect(saver.saved).toEqual({ id: 'd', etag: '1' })
      server.isGone = true
      await other.hold()
      await other.findUnheard()
      expect([other.state, other.saved]).toEqual(['gone', null])
      await other.findUnheard()
      expect(server.calls).toHaveLength(3)
    })

    it('stops a creation only where the server cannot be reached', async () => {
      server.failures = [new TypeError('fetch failed'), refusal('invalid_input'), refusal('unavailable')]
      await expect(saver.findUnheard()).rejects.toThrow('fetch failed')
      await saver.findUnheard()
      await saver.findUnheard()
      expect([saver.state, saver.saved]).toEqual(['idle', null])
    })
  })

  it('stays the same draft while the organization above is being deleted, and is refused after some tries', async () => {
    saver.change(typed('Airtel'))
    await saver.flush()
    server.failures = [refusal('conflict')]
    saver.change(typed('Airtel 2'))
    expect(await saver.flush()).toBe(true)
    expect(server.calls.slice(1)).toEqual(['replace Airtel 2', 'replace Airtel 2'])
    server.failures = Array.from({ length: 10 }, () => refusal('conflict'))
    saver.change(typed('Airtel 3'))
    expect(await saver.flush()).toBe(false)
    expect([saver.state, server.calls.length < 13]).toEqual(['refused', true])
  })

  it('is not tried again and again when the server does not take it', async () => {
    server.failures = [refusal('invalid_input')]
    saver.change(typed('Airtel'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect([server.calls.length, saver.state]).toEqual([1, 'refused'])
  })

  it('saves nothing while a customer is created, and nothing of it afterwards', async () => {
    saver.change(typed('Airtel'))
    await saver.hold()
    await vi.advanceTimersByTimeAsync(60_000)
    saver.finish()
    saver.change(typed('A code that is suggested anew'))
    await vi.advanceTimersByTimeAsync(60_000)
    await saver.flush()
    expect(server.calls).toEqual([])
    saver.restart()
    saver.change(typed('Next'))
    await saver.flush()
    expect(server.calls).toEqual(['create Next key0'])
  })

  it('is thrown away with what is still unsaved', async () => {
    saver.change(typed('Airtel'))
    await saver.flush()
    saver.change(typed('Airtel 2'))
    await saver.discard()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([server.calls.at(-1), server.content]).toEqual(['remove', null])
  })

  it('is gone from the server before whoever leaves looks for what is left of it', async () => {
    saver.change(typed('Airtel'))
    await saver.flush()
    let answer = () => {}
    server.removing = new Promise((resolve) => {
      answer = resolve
    })
    const discarding = saver.discard()
    const flushing = saver.flush().then(() => server.calls.push('left'))
    await vi.advanceTimersByTimeAsync(10)
    expect(server.calls.at(-1)).toBe('remove')
    answer()
    await Promise.all([discarding, flushing])
    expect([server.calls.at(-1), server.content]).toEqual(['left', null])
  })

  it('is thrown away though the answer to its creation was lost', async () => {
    server.failures = [new TypeError('fetch failed')]
    saver.change(typed('Airtel'))
    await saver.flush()
    await saver.discard()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(server.calls).toEqual(['create Airtel key0', 'create Airtel key0', 'remove'])
    server.failures = [refusal('not_found')]
    await saverOf({ saved: null, unanswered: { content: typed('Airtel'), key: 'key0' } }).discard()
    expect(server.calls.slice(3)).toEqual(['create Airtel key0'])
  })
})
