import type { CustomerSummary } from '@tenantry/contract/customer-list.ts'
import { systemLabel } from '@tenantry/contract/external-ids.ts'
import { OneLine } from './one-line.tsx'

/** The ids of a customer in other systems on one line, each with what the system is called. */
export default function ExternalIds({ customer }: { customer: CustomerSummary }) {
  const text = (customer.externalIds ?? []).map(({ system, value }) => `${systemLabel(system)} ${value}`).join(', ')
  return <OneLine text={text} />
}
