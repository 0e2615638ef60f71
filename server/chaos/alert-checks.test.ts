/** That the comparison of alerts finds what it looks for. */
import { expect, it } from 'vitest'
import type { TakenMail } from '../testing/smtp/smtp-process.ts'
import { findWrongMails, type ReachingRow, reachedBy } from './alert-checks.ts'
import type { Owner } from './license-checks.ts'

const rows = (...of: [transaction: string, used: number, limit: number | null][]): ReachingRow[] =>
  of.map(([transaction, used_after, limit_after]) => {
    return { organization_id: 'o', type: 't', transaction, used_after, limit_after }
  })
const told = (...of: Parameters<typeof rows>) => [...reachedBy(rows(...of))].map(([key, count]) => `${key} ${count}`)

it('a level is reached once until use has fallen 5 points below it', () => {
  expect(told(['a', 7, 10], ['b', 8, 10], ['c', 9, 10])).toEqual(['o t threshold 1'])
  expect(told(['a', 8, 10], ['b', 10, 10], ['c', 9, 10], ['d', 7, 10], ['e', 10, 10])).toEqual([
    'o t threshold 2',
    'o t full 2',
  ])
})

it('without a limit, and of a limit of 0, nothing is reached; what one transaction passes through was not', () => {
  expect(told(['a', 50, null], ['b', 50, 0])).toEqual([])
  expect(told(['a', 9, 10], ['a', 2, 10])).toEqual([])
  expect(told(['a', 9, 10], ['b', 9, null], ['c', 9, 10])).toEqual(['o t threshold 2'])
})

const mail = { id: 'm1', to_address: 'it@cust.example', state: 'sent', attempts: 1 }
const came = (to: string, id = 'm1'): TakenMail => {
  return { from: '', to, isSecure: false, user: null, raw: `Subject: x\r\nMessage-ID: <${id}@localhost>\r\n\r\n` }
}
/** Answers the questions in their order: for the mails until they stay, and for what has none. */
const owner = (mails: object[][], untold: object[]) => {
  const answers = [...mails.map((rows) => ({ rows })), { rows: untold }]
  return { query: async () => answers.shift() } as unknown as Owner
}
const wrongOf = async (mails: object[], taken: TakenMail[], untold: object[] = []) =>
  (await findWrongMails(owner([mails, [...mails]], untold), 'p', async () => taken, 'never@cust.example')).wrong.length

it.each([
  ['a mail that never came', [mail], [], [], 1],
  ['a mail that came more often than it was tried', [mail], [came('it@cust.example'), came('it@cust.example')], [], 1],
  ['a mail that came to somebody else', [mail], [came('other@cust.example')], [], 1],
  ['a mail to somebody without limits', [], [came('never@cust.example', 'x')], [], 1],
  ['an alert that counts as told and has no mail', [], [], [{ id: 'a' }], 1],
  [
    'nothing where its sender died and it came again',
    [{ ...mail, attempts: 2 }],
    [came('it@cust.example'), came('it@cust.example')],
    [],
    0,
  ],
])('finds %s', async (_, mails, taken, untold, count) => {
  expect(await wrongOf(mails, taken, untold)).toBe(count)
})

it('waits with its look until no mail goes out meanwhile', async () => {
  const sending = { ...mail, state: 'sending' }
  const taken = [[], [], [came(mail.to_address)]]
  const take = async () => taken.shift() ?? [came(mail.to_address)]
  const { wrong } = await findWrongMails(owner([[sending], [mail], [mail]], []), 'p', take, 'never@cust.example')
  expect(wrong).toEqual([])
})

it('ends where mails never stop going out', async () => {
  let attempts = 0
  const restless = { query: async () => ({ rows: [{ ...mail, attempts: ++attempts }] }) } as unknown as Owner
  await expect(findWrongMails(restless, 'p', async () => [], 'never@cust.example', 20)).rejects.toThrow(
    /still went out/,
  )
})
