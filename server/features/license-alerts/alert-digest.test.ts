import { expect, it } from 'vitest'
import { layOutDigest } from './alert-digest.ts'

const lines = Array.from({ length: 1_202 }, (_, n) => ({
  name: `R&D ${n}`,
  said: '9 of 10 IT assets (90 %)',
  link: `https://msp.example/customers/${n}/licenses`,
}))

it('names the first 200 licenses, below the provider’s name, and counts the others (EC6)', () => {
  const { subject, text, html } = layOutDigest('Licenses of 1,202 organizations run out', lines, 'A & B')
  expect(subject).toBe('Licenses of 1,202 organizations run out')
  expect(text).toContain(
    'R&D 199: 9 of 10 IT assets (90 %)\nhttps://msp.example/customers/199/licenses\n\n… and 1,002 more\n\nA & B',
  )
  expect(html).toContain('<a href="https://msp.example/customers/199/licenses">R&amp;D 199</a>: 9 of 10 IT assets')
  expect(html).toContain('… and 1,002 more')
  expect(html.indexOf('>A &amp; B</p>')).toBeLessThan(html.indexOf('R&amp;D 0<'))
  for (const said of [text, html]) expect(said).not.toMatch(/R&(amp;)?D 200/)
  expect(layOutDigest('', lines.slice(0, 200), 'A & B').text).not.toContain('more')
})
