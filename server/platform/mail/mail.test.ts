import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../clock/clock.ts'
import { AppError } from '../errors.ts'
import { LocalFileStore } from '../files/local-file-store.ts'
import { composeMail } from './compose-mail.ts'
import { DiskMailer, mailOutbox } from './disk-mailer.ts'
import { checkedMail, type MailMessage } from './mailer.ts'
import { resetMail } from './reset-mail.ts'

const now = new Date('2026-03-04T05:06:07.890Z')
const from = 'tenantry@msp.example'
const sender = { name: 'Tenantry', address: from }
let folder: string
let store: LocalFileStore
let mailer: DiskMailer

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'tenantry-mail-'))
  store = new LocalFileStore(folder)
  mailer = new DiskMailer({ store, clock: { now: () => now }, from })
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const plain: MailMessage = {
  to: { name: 'Zoë Ünal', address: 'zoe@cust.example' },
  subject: 'Grüße',
  text: 'Hallo\n.\nEnde',
}

function problemsOf(message: MailMessage): string[] {
  try {
    checkedMail(message)
    return []
  } catch (error) {
    return error instanceof AppError ? (error.details.errors ?? []).map((each) => each.path) : [String(error)]
  }
}

describe('a delivered mail', () => {
  test('lies in the outbox whole, with its headers', async () => {
    const { messageId } = await mailer.deliver({ ...plain, html: '<p>Hallo</p>' })
    const [key = ''] = await store.list(mailOutbox)
    expect(key).toMatch(/^mail\/outbox\/20260304t050607z-[0-9a-f-]{36}\.eml$/)
    const mail = await PostalMime.parse(await buffer(await store.get(key)))
    expect(mail.from).toMatchObject({ name: 'Tenantry', address: from })
    expect(mail.to).toMatchObject([{ name: 'Zoë Ünal', address: 'zoe@cust.example' }])
    expect(mail.subject).toBe('Grüße')
    expect(mail.text?.trimEnd().replaceAll('\r\n', '\n')).toBe('Hallo\n.\nEnde')
    expect(mail.html).toContain('<p>Hallo</p>')
    expect(mail.messageId).toBe(messageId)
    expect(messageId).toMatch(/^<[0-9a-f-]{36}@msp\.example>$/)
    expect(new Date(mail.date ?? 0).toISOString()).toBe('2026-03-04T05:06:07.000Z')
    await store.remove(key)
  })

  test('stays one mail when it is delivered again', async () => {
    const identity = { id: newId(), date: now }
    const first = await mailer.deliver(plain, identity)
    expect(await mailer.deliver(plain, identity)).toEqual(first)
    expect(await store.list(mailOutbox)).toHaveLength(1)
  })

  test('says what it was given, in any script', async () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((text) => text.trim() === text)
    await fc.assert(
      fc.asyncProperty(words, words, async (name, subject) => {
        const message: MailMessage = { to: { name, address: 'a@cust.example' }, subject, text: 'x' }
        fc.pre(problemsOf(message).length === 0)
        const content = await composeMail(message, { sender, messageId: '<x@msp.example>', date: now })
        const mail = await PostalMime.parse(content)
        expect(mail.to).toHaveLength(1)
        expect(mail.to?.[0]?.address).toBe('a@cust.example')
        expect(mail.headers.map((header) => header.key).sort()).toEqual(expectedHeaders)
      }),
      { numRuns: 200 },
    )
  })

  const expectedHeaders = [
    'auto-submitted',
    'content-transfer-encoding',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'subject',
    'to',
  ]
})

describe('a mail is refused', () => {
  const line = ['\r\nBcc: x@evil.example', '\nBcc: x@evil.example', '\rBcc: x', '\0', '\u2028x', '\u0085x']

  test.each(line)('with %j in its subject or name', (evil) => {
    expect(problemsOf({ ...plain, subject: `Hi${evil}` })).toEqual(['subject'])
    expect(problemsOf({ ...plain, to: { name: `Zoe${evil}`, address: 'zoe@cust.example' } })).toEqual(['to.name'])
  })

  test.each([
    'a@cust.example, b@cust.example',
    'a@cust.example b@cust.example',
    '<a@cust.example>',
    'A <a@cust.example>',
    'a@cust.example\r\nBcc: b@evil.example',
    'a@cust.example;b@cust.example',
    '"a@x"@cust.example',
    'a@b@cust.example',
    'no address',
    '',
  ])('for the recipient %j', (address) => {
    expect(problemsOf({ ...plain, to: { address } })).toEqual(['to.address'])
  })

  test('beyond the lengths, and before anything is stored', async () => {
    const before = await store.list(mailOutbox)
    const long = { ...plain, subject: 'x'.repeat(256), text: 'x'.repeat(100_001) }
    expect(problemsOf(long)).toEqual(['subject', 'text'])
    await expect(mailer.deliver(long)).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await store.list(mailOutbox)).toEqual(before)
  })
})

describe('the mail with a reset link', () => {
  const url = 'https://msp.example/reset-password?token=a%2Bb&x="1'

  test('carries the link in both parts and greets by name', async () => {
    const message = resetMail({ to: 'zoe@cust.example', name: 'Zoë', url, expiresMinutes: 30 })
    expect(problemsOf(message)).toEqual([])
    expect(message.text).toContain(`\n${url}\n`)
    expect(message.text).toContain('Hello Zoë,')
    expect(message.text).toContain('30 minutes')
    expect(message.html).toContain('href="https://msp.example/reset-password?token=a%2Bb&amp;x=&quot;1"')
  })

  test('shows a hostile name as text and keeps it out of the headers', async () => {
    const name = '<script>alert(1)</script>\r\nBcc: b@evil.example'
    const message = resetMail({ to: 'zoe@cust.example', name, url, expiresMinutes: 30 })
    expect(problemsOf(message)).toEqual([])
    expect(message.html).not.toContain('<script')
    const mail = await PostalMime.parse(await composeMail(message, { sender, messageId: '<x@msp.example>', date: now }))
    expect(mail.bcc ?? []).toEqual([])
  })

  test('takes a link to a web page only', () => {
    expect(() => resetMail({ to: 'zoe@cust.example', name: '', url: 'javascript:x', expiresMinutes: 30 })).toThrow(
      TypeError,
    )
  })
})
