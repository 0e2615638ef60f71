import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import { createContext } from 'react'

/** The customers that the list shows, for what is asked for many of them at once. */
export const ShownRows = createContext<readonly Pick<CustomerSummary, 'id'>[]>([])
