import { MantineProvider } from '@mantine/core'
import type { Customer } from '@tenantry/contract/customers.ts'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { KeptParts, partsOf } from './kept-parts.tsx'

it('a template of one’s own organization neither keeps nor offers what its own people are not told', () => {
  const shown = (plan: Customer['plan']) =>
    renderToStaticMarkup(
      <MantineProvider>
        <KeptParts customer={{ plan }} chosen={partsOf({ plan })} onChoose={() => {}} />
      </MantineProvider>,
    )
  const below = shown({ kind: 'purchased', trialLicenses: null, expiresOn: null })
  for (const words of ['Type, place, plan, time zone', 'Who looks after it', 'Sales representatives'])
    expect(below).toContain(words)
  expect(shown(null)).toContain('Type, time zone')
  expect(shown(null)).toContain('Sales representatives')
  expect(shown(null)).not.toMatch(/plan|Account manager and technicians/)
})
