import { describe, expect, it } from 'vitest'
import { parseSearch, stringifySearch } from '../../platform/search-params.ts'
import { asksForNothing, isShown, openedSearch, searchOf } from './view-search.ts'

const search = { q: 'air', filter: { status: { in: ['active', 'suspended'] } }, sort: '-name', all: true }

describe('what a saved view keeps of an address', () => {
  it('is what the list shows, and nothing that lies open beside it', () => {
    const text = searchOf({ ...search, add: true, draft: 'x', saved: 'y', open: ['z'], settings: 'w' })
    expect(parseSearch(text)).toEqual({ ...search, all: 'true' })
    expect(searchOf({})).toBe('')
  })

  it('comes back as it was, in place of all that was shown before', () => {
    const opened = openedSearch(searchOf(search), 'id')
    expect(opened).toMatchObject({ q: 'air', saved: 'id', view: undefined, columns: undefined })
    expect(searchOf(opened)).toBe(searchOf(search))
    expect(stringifySearch(openedSearch('', 'id'))).toBe('?saved=id')
  })

  it('is compared without regard to the order of its parts', () => {
    const saved = '?sort=-name&all=true&filter[status][in]=active&filter[status][in]=suspended&q=air'
    expect(isShown(saved, search)).toBe(true)
    expect(isShown(saved, { ...search, sort: 'name' })).toBe(false)
    expect(isShown(saved, { ...search, filter: undefined })).toBe(false)
  })

  it('tells one value with a comma from several, however the address was written', () => {
    const search = parseSearch('?filter[city][in][]=Springfield, IL')
    expect(openedSearch('?filter[city][in][]=Springfield, IL', 'id')).toMatchObject(search)
    expect(searchOf(search)).toBe('?filter[city][in][]=Springfield%2C%20IL')
    for (const saved of ['?filter[city][in][]=Springfield, IL', '?filter[city][in]=Springfield, IL'])
      expect(isShown(saved, search), saved).toBe(true)
    expect(isShown('?filter[city][in]=Springfield&filter[city][in]=IL', search)).toBe(false)
  })

  it('leaves the columns to the person where it names none', () => {
    expect(isShown('?q=a', { q: 'a', columns: 'city' })).toBe(true)
    expect(isShown('?q=a&columns=state', { q: 'a', columns: 'city' })).toBe(false)
  })
})

it('a list opens with the person’s view only where the address asks for nothing', () => {
  expect(asksForNothing({})).toBe(true)
  expect(asksForNothing({ add: true })).toBe(true)
  for (const asked of [{ q: 'a' }, { saved: 'none' }, { view: 'tree' }, { all: true }, { columns: 'city' }])
    expect(asksForNothing(asked)).toBe(false)
})
