import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import WrittenAddress, { type Written } from './written-address.tsx'

it('addresses stand in the list in the letters that people write them in', () => {
  const shown = (kind: Written, kept: string) => renderToStaticMarkup(<WrittenAddress kind={kind} kept={kept} />)
  expect(shown('website', 'https://example.com/%C3%BCber-uns')).toContain('>example.com/über-uns<')
  expect(shown('domain', 'xn--mnchen-3ya.de')).toContain('>münchen.de<')
  expect(shown('businessEmail', 'ann@xn--mnchen-3ya.de')).toContain('>ann@münchen.de<')
  expect(shown('accountManagerEmail', '')).toContain('></span>')
})
