import type { Customer } from '@tenantry/contract/customers.ts'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { PlanCard } from './overview-tab.tsx'

it('the card of the plan is called by what it tells: to its own people an organization’s plan is not told', () => {
  const shown = (plan: Customer['plan']) =>
    renderToStaticMarkup(
      <PlanCard
        customer={{ plan, createdAt: '2026-01-31T08:00:00Z', updatedAt: '2026-02-28T08:00:00Z' } as Customer}
      />,
    )
  const told = shown({ kind: 'purchased', trialLicenses: null, expiresOn: null })
  expect(told).toContain('aria-label="Plan"')
  expect(told).toContain('Purchased')
  expect(shown(null)).toContain('aria-label="Added and changed"')
  expect(shown(null)).not.toContain('Plan')
})
