import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Enroller } from './enroller.ts'
import { Line } from './line.ts'

/** What each request is answered, in the order in which they come; nothing where the line breaks. */
let answers: (object | null)[] = []
const server = createServer((request, response) => {
  const answer = answers.shift()
  request.resume().on('end', () => (answer ? response.end(JSON.stringify({ items: [answer] })) : response.destroy()))
})

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => {
  server.close()
})

const refused = { result: 'refused', deviceId: null, code: 'license_exhausted' }
const enrolled = { result: 'enrolled', deviceId: 'one', code: null }

describe('Of a report that is sent twice at once', () => {
  it.each([
    ['what the second one gets is there', [refused, enrolled], 'there', 'one'],
    ['what the first one gets is there', [enrolled, refused], 'there', 'one'],
    ['what neither gets is refused', [refused, refused], 'refused', null],
    ['nothing is known while one of them is not told', [refused, null], 'maybe', null],
  ])('%s', async (_, told, state, id) => {
    const { device, wrong } = await reportedTwice(told)
    expect(device).toMatchObject({ state, id })
    expect(wrong).toEqual([])
  })

  it('two devices are wrong', async () => {
    const { wrong } = await reportedTwice([enrolled, { ...enrolled, deviceId: 'other' }])
    expect(wrong).toEqual([expect.stringContaining('other')])
  })
})

/** One step of an enroller whose chance always is that it sends a report of one device twice. */
async function reportedTwice(told: (object | null)[]) {
  answers = [...told]
  const enroller = new Enroller('e', 'token', () => 0.05)
  const line = new Line(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, '')
  let steps = 0
  await enroller.work({ line, mayGoOn: () => steps++ === 0, onAnswer: () => {}, mayLower: false })
  return { device: enroller.devices[2], wrong: enroller.wrong }
}
