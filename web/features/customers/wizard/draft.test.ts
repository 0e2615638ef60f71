import { beforeEach, describe, expect, it } from 'vitest'
import {
  adoptDraft,
  dropDraft,
  forgetDraft,
  isBehind,
  keepDraft,
  newDraft,
  noteKnown,
  readDraft,
  readTyped,
  valuesFrom,
} from './draft.ts'

/** A storage in memory, as browsers have one. */
function memory(): Storage {
  const entries = new Map<string, string>()
  return {
    get length() {
      return entries.size
    },
    clear: () => entries.clear(),
    getItem: (key) => entries.get(key) ?? null,
    key: (index) => [...entries.keys()][index] ?? null,
    removeItem: (key) => void entries.delete(key),
    setItem: (key, value) => void entries.set(key, value),
  }
}

const start = { parent: { id: 'p', name: 'Northwind MSP', type: 'provider' as const }, country: 'US' }
const draft = newDraft({ company: { name: 'Airtel' } }, 'company', start)
const owner = { membershipId: 'm', parentId: 'p' }

describe('a draft', () => {
  let storage: Storage
  beforeEach(() => {
    storage = memory()
  })

  it('is read as it was kept, the key of its request included', () => {
    keepDraft(storage, owner, draft)
    expect(readDraft(storage, owner, ['company'])).toEqual(draft)
    expect(draft.idempotencyKey).not.toBe(newDraft({}, '', start).idempotencyKey)
  })

  it('belongs to one membership and one parent', () => {
    keepDraft(storage, owner, draft)
    expect(readDraft(storage, { ...owner, membershipId: 'other' }, ['company'])).toBeNull()
    expect(readDraft(storage, { ...owner, parentId: 'other' }, ['company'])).toBeNull()
  })

  it('goes by its own id once it was resumed', () => {
    keepDraft(storage, { ...owner, resumedId: 'd' }, draft)
    expect(readDraft(storage, owner, ['company'])).toBeNull()
    expect(readDraft(storage, { ...owner, resumedId: 'd', parentId: 'other' }, ['company'])).toEqual(draft)
  })

  describe('that lies on the server', () => {
    const resumed = { ...owner, resumedId: 'd' }
    const saved = { ...draft, saved: { id: 'd', etag: '"1"' } }
    const another = { ...draft, saved: { id: 'e', etag: '"1"' } }
    const read = (of: typeof owner) => readDraft(storage, of, ['company'])

    it('is gone on with where it is resumed, however it was typed here, and nowhere else', () => {
      keepDraft(storage, owner, saved)
      keepDraft(storage, { ...owner, parentId: 'other' }, another)
      keepDraft(storage, { ...resumed, membershipId: 'other' }, draft)
      adoptDraft(storage, { ...resumed, parentId: 'other' })
      adoptDraft(storage, resumed)
      expect([read(resumed), read(owner)]).toEqual([saved, null])
      expect([read({ ...owner, parentId: 'other' }), storage.length]).toEqual([another, 3])
    })

    it('is gone on with as it was typed last, not as it was when all of it was saved', () => {
      const newer = { ...saved, stepId: 'people' }
      keepDraft(storage, resumed, { ...saved, isWhole: true })
      keepDraft(storage, owner, newer)
      adoptDraft(storage, resumed)
      expect([read(resumed), read(owner)]).toEqual([newer, null])
    })

    it('is behind what another device has saved since, unless something was typed here that is nowhere else', () => {
      const whole = { ...saved, isWhole: true }
      expect(isBehind(whole, { id: 'd', etag: '"2"' })).toBe(true)
      expect(isBehind(whole, saved.saved)).toBe(false)
      expect(isBehind(whole, { id: 'e', etag: '"2"' })).toBe(false)
      expect(isBehind(whole, undefined)).toBe(false)
      for (const isWhole of [false, undefined])
        expect(isBehind({ ...saved, isWhole } as typeof whole, { id: 'd', etag: '"2"' })).toBe(false)
    })

    it('is found by what was typed of it here that is nowhere else', () => {
      const found = () => readTyped(storage, owner.membershipId, 'd')
      keepDraft(storage, { ...owner, parentId: 'other' }, another)
      keepDraft(storage, resumed, { ...saved, isWhole: true })
      expect(found()).toBeNull()
      keepDraft(storage, owner, saved)
      expect(found()).toEqual(saved)
    })

    it('is thrown away in this window with what lies there', () => {
      keepDraft(storage, owner, saved)
      keepDraft(storage, resumed, saved)
      keepDraft(storage, { ...owner, parentId: 'other' }, another)
      keepDraft(storage, { ...owner, membershipId: 'other' }, saved)
      forgetDraft(storage, owner.membershipId, 'd')
      expect([read(owner), read(resumed), storage.length]).toEqual([null, null, 2])
    })
  })

  it('notes at once what is known of it on the server, for its own run and nobody else', () => {
    const content = { title: 'Airtel', stepId: 'company', parentId: null, values: draft.values }
    const known = { saved: null, unanswered: { content, key: 'k' } }
    const { idempotencyKey } = draft
    noteKnown(storage, owner, idempotencyKey, known)
    expect(storage.length).toBe(0)
    keepDraft(storage, owner, draft)
    noteKnown(storage, owner, 'of another run', known)
    noteKnown(storage, { ...owner, membershipId: 'other' }, idempotencyKey, known)
    expect(readDraft(storage, owner, ['company'])).toEqual(draft)
    noteKnown(storage, owner, idempotencyKey, known)
    expect(readDraft(storage, owner, ['company'])).toEqual({ ...draft, ...known })
    expect(storage.length).toBe(1)
  })

  it('from the server has the shape of today’s steps, whatever was saved', () => {
    const initial = { company: { name: '', isCodeTyped: false, phone: { number: '' } }, people: { others: {} } }
    const given = {
      company: { name: 'Airtel', isCodeTyped: 'yes', old: 1, phone: [] },
      people: { others: { n1: { role: 'VIP' } } },
      gone: {},
    }
    expect(valuesFrom(initial, given)).toEqual({
      company: { name: 'Airtel', isCodeTyped: false, phone: { number: '' } },
      people: { others: { n1: { role: 'VIP' } } },
    })
    expect(valuesFrom(initial, { company: null, people: 'x' })).toEqual(initial)
  })

  it('is gone once it was dropped', () => {
    keepDraft(storage, owner, draft)
    dropDraft(storage, owner)
    expect(readDraft(storage, owner, ['company'])).toBeNull()
  })

  it('is not read when a step of today is missing in it or it is broken', () => {
    keepDraft(storage, owner, draft)
    expect(readDraft(storage, owner, ['company', 'people'])).toBeNull()
    storage.setItem(storage.key(0) ?? '', '{broken')
    expect(readDraft(storage, owner, ['company'])).toBeNull()
  })
})
