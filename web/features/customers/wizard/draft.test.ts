import { beforeEach, describe, expect, it } from 'vitest'
import { dropDraft, keepDraft, newDraft, noteKnown, readDraft, valuesFrom } from './draft.ts'

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
