import type { AnyRouter } from '@tanstack/react-router'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { placeLeft, placesKept, watchPlaces } from './place-left.ts'

describe('where somebody was', () => {
  /** Goes on from an entry of the history to another page. */
  let goOn: (entry: string) => void

  beforeEach(() => {
    const page = { activeElement: null, getElementById: () => null, querySelectorAll: () => [] }
    vi.stubGlobal('document', page)
    vi.stubGlobal('CSS', { escape: String })
    watchPlaces({
      subscribe: (_: string, note: (event: object) => void) => {
        goOn = (entry) =>
          note({ fromLocation: { state: { __TSR_key: entry } }, toLocation: { pathname: '/customers/1/devices' } })
      },
    } as unknown as AnyRouter)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('is kept for a page that is loaded again, the last one last', () => {
    const kept = new Map<string, string>()
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    })
    for (const entry of ['a', 'b', 'a']) goOn(entry)
    expect(placesKept().map(({ entry, path }) => [entry, path])).toEqual([
      ['b', '/customers/1'],
      ['a', '/customers/1'],
    ])
  })

  it('keeps nobody from going on where the browser stores nothing, and is known until then', () => {
    const refuse = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    for (const getItem of [() => null, refuse]) {
      vi.stubGlobal('sessionStorage', { getItem, setItem: refuse })
      goOn('c')
      expect(placeLeft().entry).toBe('c')
      expect(placesKept()).toEqual([])
    }
  })
})
