import { describe, expect, test } from 'vitest'
import { lowest, meets } from './note-place.ts'

const note = { left: 16, right: 306, height: 60 }
const wide = { left: 0, right: 390 }

describe('the place of notes', () => {
  test('is the lowest one', () => {
    expect(lowest(note, [], 800)).toBe(16)
    expect(lowest(note, [{ left: 320, right: 380, top: 700, bottom: 790 }], 800)).toBe(16)
  })

  test('is above what lies there, and above what lies above that', () => {
    const bar = { ...wide, top: 680, bottom: 800 }
    expect(lowest(note, [bar], 800)).toBe(128)
    expect(lowest(note, [bar, { ...wide, top: 600, bottom: 640 }], 800)).toBe(208)
  })

  test('is none where everything is taken', () => {
    expect(lowest(note, [{ ...wide, top: 20, bottom: 800 }], 800)).toBeNull()
  })

  test('has nothing in common with what only touches it', () => {
    const box = { left: 0, right: 10, top: 0, bottom: 10 }
    expect(meets(box, { ...box, top: 10, bottom: 20 })).toBe(false)
    expect(meets(box, { ...box, top: 9, bottom: 20 })).toBe(true)
  })
})
