import type { Customer } from '@tenantry/contract/customers.ts'
import { useMe } from '../../../platform/session.tsx'
import { CustomerWizard } from './customer-wizard.tsx'
import { wizardSteps } from './registry.ts'
import { browserCountry, readParent } from './start.ts'

/** The wizard with the steps of the product, below the organization that was chosen or one's own. Loaded when it opens. */
export default function AddCustomerPanel(props: { onClose: () => void; onCreated: (customer: Customer) => void }) {
  const { id, organization } = useMe().membership
  const { id: organizationId, name, type } = organization
  const parent = readParent(sessionStorage, id) ?? { id: organizationId, name, type }
  return (
    <CustomerWizard steps={wizardSteps} start={{ parent, country: browserCountry(navigator.language) }} {...props} />
  )
}
