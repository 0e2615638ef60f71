import { useQuery } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import type { Customer } from '@tenantry/contract/customers.ts'
import { useEffect } from 'react'
import { problemText } from '../../../platform/problem-text.ts'
import { useMe } from '../../../platform/session.tsx'
import { notifyError } from '../../../ui/notify.ts'
import { draftQuery } from '../drafts/drafts.api.ts'
import { draftTexts } from '../drafts/drafts.texts.ts'
import { CustomerWizard } from './customer-wizard.tsx'
import { wizardSteps } from './registry.ts'
import { browserCountry, readParent } from './start.ts'
import type { Parent } from './step.ts'

interface PanelProps {
  onClose: () => void
  onCreated: (customer: Customer) => void
}

/** The wizard with the steps of the product: a new customer, or a draft to go on with. Loaded when it opens. */
export default function AddCustomerPanel({ draftId, ...props }: PanelProps & { draftId: string | undefined }) {
  return draftId === undefined ? <NewCustomer {...props} /> : <ResumedCustomer draftId={draftId} {...props} />
}

/** Below the organization that was chosen, or one's own. */
function NewCustomer(props: PanelProps) {
  const own = useOwn()
  const parent = readParent(sessionStorage, useMe().membership.id) ?? own
  return <CustomerWizard steps={wizardSteps} start={startBelow(parent)} resumed={null} {...props} />
}

function ResumedCustomer({ draftId, onClose, onCreated }: PanelProps & { draftId: string }) {
  const own = useOwn()
  const { data, error } = useQuery(draftQuery(draftId))
  useEffect(() => {
    if (!error) return
    const isGone = error instanceof ApiError && error.code === 'not_found'
    notifyError(draftTexts.opening, isGone ? draftTexts.gone : problemText(error).advice)
    onClose()
  }, [error, onClose])
  if (!data) return null
  const { parent, stepId, values } = data.data
  const resumed = { saved: { id: draftId, etag: data.etag ?? '' }, stepId, values }
  return (
    <CustomerWizard
      steps={wizardSteps}
      start={startBelow(parent ?? own)}
      resumed={resumed}
      onClose={onClose}
      onCreated={onCreated}
    />
  )
}

function useOwn(): Parent {
  const { id, name, type } = useMe().membership.organization
  return { id, name, type }
}

function startBelow(parent: Parent) {
  return { parent, country: browserCountry(navigator.language) }
}
