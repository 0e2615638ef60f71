import { describe, expect, it } from 'vitest'
import { shownTeam } from './shown-team.ts'

const self = { id: 'me', name: 'Sofía', email: 'sofia@northwind.example' }
const other = { id: 'other', name: 'Tom', email: 'tom@northwind.example' }

describe('the technicians on the card of a customer (EC3)', () => {
  it('name somebody who looks after it and may not see the users of the provider', () => {
    expect(shownTeam(['me', 'unseen'], [], self)).toEqual([self])
  })

  it('name nobody twice, and nobody who is not assigned', () => {
    expect(shownTeam(['me', 'other'], [self, other], self)).toEqual([self, other])
    expect(shownTeam(['unseen'], [], self)).toEqual([])
  })
})
