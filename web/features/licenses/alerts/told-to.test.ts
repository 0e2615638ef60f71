import { describe, expect, it } from 'vitest'
import { toldTo } from './told-to.ts'

const alert: Parameters<typeof toldTo>[0] = { isWaiting: false, mailing: 'sent', mails: [], hasHiddenRecipients: true }
const mail = { to: 'a@x.example', state: 'sent' } as const

describe('who was told of an alert (OM3)', () => {
  it('is told to whoever sees no recipient by what became of all mails', () => {
    expect(toldTo(alert)).toBe('Told')
    expect(toldTo({ ...alert, mailing: 'waiting' })).toBe('Waits to be sent')
    expect(toldTo({ ...alert, mailing: 'unsent' })).toBe('Written, but not sent')
    expect(toldTo({ ...alert, mailing: 'partly' })).toBe('Sent to some, not to all')
    expect(toldTo({ ...alert, mailing: null })).toBe('Mails no longer kept')
  })

  it('names those who are seen, each with the state of the mail, and the others together', () => {
    expect(toldTo({ ...alert, mails: [mail], hasHiddenRecipients: false })).toBe('a@x.example (sent)')
    expect(toldTo({ ...alert, mails: [mail], mailing: 'partly' })).toBe(
      'a@x.example (sent), others above: Sent to some, not to all',
    )
  })

  it('says so where it waits to be mailed, and where there is nobody to tell', () => {
    expect(toldTo({ ...alert, isWaiting: true, mailing: 'waiting' })).toBe('Waits to be mailed')
    expect(toldTo({ ...alert, mailing: null, hasHiddenRecipients: false })).toBe('Nobody to tell')
  })
})
