import type { Customer } from '@tenantry/contract/customers.ts'
import type { CallContext } from '../../platform/http/context.ts'

/**
 * Reads the customer whose onboarding it is; the room of customers gives it at the start, since that room calls this one.
 * @throws not_found (404) when the customer does not exist for the caller
 */
export type ReadCustomer = (context: CallContext, id: string) => Promise<{ customer: Customer }>
