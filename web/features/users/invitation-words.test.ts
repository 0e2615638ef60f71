import { describe, expect, it } from 'vitest'
import { invitationText, sendWords } from './invitation-words.ts'

const none = { requestedAt: null, sendOn: null, sentAt: null, isInOutbox: false, expiresAt: null }
const now = Date.parse('2026-05-10T12:00:00Z')
const text = (invitation: Partial<typeof none> | null | object) =>
  invitationText({ invitation: invitation && { ...none, ...invitation } } as never, now)

describe('where an invitation stands', () => {
  it.each<[string, object | null, string]>([
    ['of who is in', null, ''],
    ['put off', {}, 'Invitation not sent'],
    ['asked for', { requestedAt: '2026-05-10T11:00:00Z' }, 'Invitation on its way'],
    ['for a day', { sendOn: '2026-06-01' }, 'Goes out Jun 1, 2026'],
    ['sent', { sentAt: '2026-05-09T12:00:00Z', expiresAt: '2026-05-16T12:00:00Z' }, 'Invited yesterday'],
    ['written without a mail server', { sentAt: '2026-05-09T12:00:00Z', isInOutbox: true }, 'In the outbox, not sent'],
    ['too old', { sentAt: '2026-05-01T12:00:00Z', expiresAt: '2026-05-08T12:00:00Z' }, 'Link expired May 8, 2026'],
  ])('%s is said', (_, invitation, words) => {
    expect(text(invitation)).toBe(words)
  })

  it('decides what the button is called', () => {
    expect(sendWords({ invitation: none })).toBe('Send invitation')
    expect(sendWords({ invitation: { ...none, sentAt: '2026-05-09T12:00:00Z' } })).toBe('Send invitation again')
  })
})
