import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { UsageLead } from './usage-lead.tsx'

it('what is metered is told beside that the month has not ended, and what the pool counts beyond it (RI6, EC5)', () => {
  const told = renderToStaticMarkup(<UsageLead reader="provider" isProvisional />)
  expect(told).toContain('What each customer is metered for a month')
  expect(told).toContain('Trials and the provider’s own use count in the pool')
  expect(told).toContain('Provisional: the month has not ended')
})

it('of the pool nothing is told to those who have none, and of trials nothing that would say they are on one (OM4)', () => {
  const told = renderToStaticMarkup(<UsageLead reader="partner" isProvisional={false} />)
  expect(told).not.toMatch(/trial/i)
  expect(told).not.toContain('pool')
  expect(told).not.toContain('Provisional')
})
