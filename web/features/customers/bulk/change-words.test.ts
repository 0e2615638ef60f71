import { describe, expect, it } from 'vitest'
import { texts } from './bulk.texts.ts'
import { openUndo } from './change-words.ts'

describe('the way back from a change of many (B24)', () => {
  const undoUntil = '2026-11-28T10:00:00.000Z'

  it('is open until its day is over, where anything was changed', () => {
    expect(openUndo({ undoUntil, changed: 3 }, new Date('2026-11-28T09:59:59Z'))).toEqual(new Date(undoUntil))
    expect(openUndo({ undoUntil, changed: 3 }, new Date(undoUntil))).toBeNull()
    expect(openUndo({ undoUntil, changed: 0 }, new Date('2026-11-28T09:00:00Z'))).toBeNull()
    expect(openUndo({ undoUntil: null, changed: 3 }, new Date('2026-11-28T09:00:00Z'))).toBeNull()
  })

  it('is not told as gone where nothing was brought back', () => {
    const undone = { state: 'undone', restored: 0, leftAlone: 2 } as const
    expect(texts.stateOf(undone)).toBe('Nothing taken back')
    expect(texts.stateOf({ ...undone, restored: 1 })).toBe('Taken back')
    expect(texts.stateOf({ ...undone, state: 'done' })).toBe('Done')
  })
})
