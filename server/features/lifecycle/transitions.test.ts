import { type OrganizationStatus, organizationStatuses } from '@tenantry/contract/organizations.ts'
import { describe, expect, it } from 'vitest'
import { refusalOf, type Situation, stricter } from './transitions.ts'

const now = new Date('2026-05-01T12:00:00Z')
const nothing = { organizations: 0, subscriptions: 0, devices: 0 }

function situation(status: OrganizationStatus, rest: Partial<Situation> = {}): Situation {
  return { status, heldAbove: 'active', isOwn: false, archivedUntil: null, livingBelow: 0, open: nothing, ...rest }
}

const code = (given: Situation, to: OrganizationStatus) => refusalOf(given, to, now)?.code ?? 'allowed'

/** From, and then what becomes of: active, disabled, suspended, offboarding, archived. */
const table: [OrganizationStatus, ...string[]][] = [
  ['active', 'allowed', 'allowed', 'allowed', 'allowed', 'allowed'],
  ['disabled', 'allowed', 'allowed', 'allowed', 'allowed', 'allowed'],
  ['suspended', 'allowed', 'allowed', 'allowed', 'allowed', 'allowed'],
  ['offboarding', 'allowed', 'allowed', 'allowed', 'allowed', 'allowed'],
  ['archived', 'restore_first', 'allowed', 'restore_first', 'restore_first', 'allowed'],
]

describe('an organization that nothing holds and where nothing is open (B2)', () => {
  it.each(table)('goes from %s where the table says', (from, ...expected) => {
    expect(organizationStatuses.map((to) => code(situation(from), to))).toEqual(expected)
  })
})

describe('a hold above', () => {
  it.each(organizationStatuses)('that is %s lets nothing below be less than that', (heldAbove) => {
    const place = organizationStatuses.indexOf(heldAbove)
    for (const [index, to] of organizationStatuses.entries())
      expect(code(situation('suspended', { heldAbove }), to), to).toBe(index < place ? 'held_above' : 'allowed')
  })

  it('is in force where it is the stricter one', () => {
    expect(stricter('active', 'suspended')).toBe('suspended')
    expect(stricter('offboarding', 'disabled')).toBe('offboarding')
  })
})

describe('archiving', () => {
  it.each(['active', 'disabled', 'suspended', 'offboarding'] as const)(
    'what is %s is refused while organizations lie below, with their number',
    (status) => {
      const given = situation(status, { livingBelow: 3, open: { ...nothing, organizations: 2 } })
      expect(refusalOf(given, 'archived', now)).toEqual({
        code: 'organization_not_empty',
        message: '2 organizations below it must be archived, moved or deleted first',
      })
    },
  )

  it('gives no number of what is out of sight', () => {
    const given = situation('active', { livingBelow: 1 })
    expect(refusalOf(given, 'archived', now)?.message).toMatch(/^Some organizations below/)
  })

  it('in one step is refused while devices are there, and goes on from offboarding', () => {
    const open = { ...nothing, devices: 1 }
    expect(refusalOf(situation('active', { open }), 'archived', now)).toEqual({
      code: 'offboarding_open',
      message: '1 device is still open: begin offboarding, and archive it from there',
    })
    expect(code(situation('offboarding', { open }), 'archived')).toBe('allowed')
  })

  it('is refused while a subscription runs, from offboarding too', () => {
    const open = { ...nothing, subscriptions: 2, devices: 1 }
    expect(refusalOf(situation('offboarding', { open }), 'archived', now)?.message).toMatch(
      /^2 subscriptions and 1 device are still open/,
    )
  })
})

describe('restoring', () => {
  const at = (archivedUntil: Date | null) => code(situation('archived', { archivedUntil }), 'disabled')

  it('is possible until the end of the archive', () => {
    expect(at(new Date(now.getTime() + 1))).toBe('allowed')
    expect(at(now)).toBe('restore_over')
    expect(at(null)).toBe('allowed')
  })
})

describe('one’s own organization', () => {
  it.each(organizationStatuses)('is not made %s by its own people', (to) => {
    for (const from of organizationStatuses) expect(code(situation(from, { isOwn: true }), to)).toBe('own_organization')
  })
})
