import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import { createContext, useContext } from 'react'
import type { Action } from '../../ui/action-menu.tsx'

/** A hook that tells what other rooms can do with a customer. */
export type UseFurtherActions = (customer: Pick<CustomerSummary, 'id' | 'status'>) => Action[]

const Further = createContext<UseFurtherActions>(() => [])

/** Gives the menus of customers what other rooms can do: those call this room, which therefore calls none of them. */
export const FurtherActions = Further.Provider

/** What other rooms can do with a customer, for its menus. */
export const useFurtherActions: UseFurtherActions = (customer) => useContext(Further)(customer)
