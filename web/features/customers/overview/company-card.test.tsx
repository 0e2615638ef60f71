import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { Customer } from '@tenantry/contract/customers.ts'
import type { Me } from '@tenantry/contract/me.ts'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { meQuery, SessionProvider } from '../../../platform/session.tsx'
import { CompanyCard } from './company-card.tsx'

it('the card of a company says that nothing is known only where nothing stands below it', () => {
  const client = new QueryClient()
  client.setQueryData(meQuery.queryKey, {
    permissions: [],
    membership: { organization: { type: 'provider' } },
  } as unknown as Me)
  const shown = (location: object, website: string | null = null) =>
    renderToStaticMarkup(
      <QueryClientProvider client={client}>
        <MantineProvider>
          <SessionProvider>
            <CompanyCard
              customer={
                {
                  id: 'c',
                  status: 'active',
                  website,
                  location: { country: null, state: null, ...location },
                  billing: { state: null, sameAsCompany: true },
                } as unknown as Customer
              }
            />
          </SessionProvider>
        </MantineProvider>
      </QueryClientProvider>,
    )
  const nothing = 'Nothing is known about the company yet.'
  expect(shown({})).toContain(nothing)
  expect(shown({ landmark: 'Metro station' })).toContain('Metro station')
  expect(shown({ landmark: 'Metro station' })).not.toContain(nothing)
  // Read as it is written, and opened as it is kept.
  const link =
    'href="https://example.com/%C3%BCber-uns" target="_blank" rel="noopener noreferrer">example.com/über-uns</a>'
  expect(shown({}, 'https://example.com/%C3%BCber-uns')).toContain(link)
})
