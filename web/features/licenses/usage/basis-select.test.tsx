/** By what a customer can be metered (EC5). */
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { LicenseUsage } from '@tenantry/contract/license-usage.ts'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { BasisSelect } from './basis-select.tsx'

type OfCustomer = Pick<LicenseUsage, 'basis' | 'bases' | 'mayChange'>

const shown = (of: OfCustomer) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider>
        <BasisSelect usage={{ id: 'one' as LicenseUsage['id'], name: 'Airtel', ...of }} />
      </MantineProvider>
    </QueryClientProvider>,
  )
const choices = (of: Omit<OfCustomer, 'mayChange'>) =>
  [...shown({ ...of, mayChange: true }).matchAll(/<option value="(\w+)"/g)].map(([, value]) => value)

it('what sets nothing aside is not offered to be metered by it, unless it is by now', () => {
  expect(choices({ basis: 'peak', bases: ['peak', 'month_end'] })).toEqual(['peak', 'month_end'])
  expect(choices({ basis: 'allocated', bases: ['peak', 'month_end'] })).toEqual(['peak', 'month_end', 'allocated'])
  expect(shown({ basis: 'peak', bases: ['peak'], mayChange: false })).toMatch(/<\/style>Peak of the month$/)
})
