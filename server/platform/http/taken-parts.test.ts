import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { takenParts } from './taken-parts.ts'

function parts(count: number) {
  const made = { count: 0, isOver: false }
  async function* all() {
    try {
      for (let index = 0; index < count; index += 1) {
        made.count += 1
        yield 'part'
      }
    } finally {
      made.isOver = true
    }
  }
  return { made, all: all() }
}

describe('an answer in parts', () => {
  it('is sent in whole to whoever takes it, however long that is in all', async () => {
    const { made, all } = parts(5)
    expect(await text(takenParts(all, 40))).toBe('part'.repeat(5))
    expect(made).toEqual({ count: 5, isOver: true })
  })

  it('breaks off and ends what it is made of when nobody takes more', async () => {
    const { made, all } = parts(1_000)
    const sent = takenParts(all, 40)
    sent.once('readable', () => sent.read())
    await expect(once(sent, 'end')).rejects.toThrow('Nobody takes the answer')
    if (!sent.closed) await once(sent, 'close')
    expect(made.isOver).toBe(true)
    expect(made.count).toBeLessThan(1_000)
  })
})
