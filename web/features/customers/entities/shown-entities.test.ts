import { describe, expect, it } from 'vitest'
import { shownEntities } from './shown-entities.ts'

describe('the list of the entities of all customers', () => {
  it('leaves out those of disabled and archived ones, by what is hidden', () => {
    expect(shownEntities({ q: 'air' }, false)).toEqual({
      q: 'air',
      filter: { organizationStatus: { nin: ['disabled', 'archived'] } },
    })
  })

  it('shows them where all are wanted, or a condition names a status', () => {
    expect(shownEntities({ q: 'air' }, true)).toEqual({ q: 'air' })
    const archived = { filter: { organizationStatus: { eq: 'archived' } } }
    expect(shownEntities(archived, false)).toEqual(archived)
  })
})
