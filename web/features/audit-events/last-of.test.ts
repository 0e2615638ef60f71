import { describe, expect, test } from 'vitest'
import { isOf, lastOf } from './last-of.ts'

const you = { kind: 'user' as const, isYou: true }
const other = { kind: 'user' as const, isYou: false }
const edit = (actor: typeof you | typeof other, before: object | null, after: object | null) => ({
  actor,
  objectType: 'device',
  before: before as Record<string, unknown> | null,
  after: after as Record<string, unknown> | null,
})
const renamed = edit(other, { name: 'a' }, { name: 'b' })
const noted = edit(you, { name: 'b', notes: null }, { name: 'b', notes: 'By the door' })
const tagged = { ...edit(other, null, { name: 'VIP', deviceId: 'd1' }), objectType: 'tagging' }

describe('whose change two versions differ by', () => {
  test('is the last one of a field that differs, whoever changed another part later', () => {
    expect(lastOf([noted, renamed], [['name']])).toBe(renamed)
    expect(lastOf([tagged, noted, renamed], [['notes']])).toBe(noted)
    expect(lastOf([noted, tagged, renamed], [['tags']])).toBe(tagged)
  })

  test('is somebody else’s where one has changed only some of the fields oneself', () => {
    expect(lastOf([noted, renamed], [['notes'], ['name']])).toBe(renamed)
  })

  test('is looked for in the parts of a group, and in names with a dot', () => {
    const moved = edit(other, { location: { city: 'Delhi', line1: 'A' } }, { location: { city: 'Agra', line1: 'A' } })
    const limited = edit(you, { 'limit.users': null }, { 'limit.users': 5 })
    expect(lastOf([limited, moved], [['location.city']])).toBe(moved)
    expect(lastOf([limited, moved], [['location.line1']])).toBeNull()
    expect(lastOf([moved, limited], [['limit.users', 'overage.users']])).toBe(limited)
  })

  test('is nobody’s where no change tells of a field, such as one that began with the thing', () => {
    expect(lastOf([edit(other, null, { name: 'a' })], [['name']])).toBeNull()
    expect(lastOf([edit(other, null, null)], [['name']])).toBeNull()
    expect(lastOf([noted], [['notes'], ['name']])).toBeNull()
    expect(lastOf([renamed], [])).toBeNull()
  })

  test('knows the tags of a thing from those of another one', () => {
    expect([isOf('d1', tagged), isOf('d2', tagged), isOf('d2', renamed)]).toEqual([true, false, true])
  })
})
