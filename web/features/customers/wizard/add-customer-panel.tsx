import { useQuery } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import type { Customer } from '@tenantry/contract/customers.ts'
import { useEffect } from 'react'
import { problemText } from '../../../platform/problem-text.ts'
import { useMe } from '../../../platform/session.tsx'
import { notifyError } from '../../../ui/notify.ts'
import { draftQuery } from '../drafts/drafts.api.ts'
import { draftTexts } from '../drafts/drafts.texts.ts'
import { templateIdOf } from '../templates/beginnings.ts'
import { templateTexts } from '../templates/templates.texts.ts'
import { useMayUseTemplates } from '../templates/use-template-actions.ts'
import { CustomerWizard } from './customer-wizard.tsx'
import { useOwnSteps } from './registry.ts'
import { browserCountry, readParent } from './start.ts'
import type { Parent } from './step.ts'
import { beginningQuery, copyQuery, useBeginning } from './use-beginning.ts'
import type { Beginning } from './use-wizard-state.ts'

interface PanelProps {
  onClose: () => void
  onCreated: (customer: Customer) => void
}

type Opened = { [Id in 'draftId' | 'copyId' | 'templateId']: string | undefined }

/**
 * The wizard with the steps of the product: a new customer, a copy of one, one that begins with a template, or a draft
 * to go on with. Loaded when it opens.
 */
export default function AddCustomerPanel({ draftId, copyId, templateId, ...props }: PanelProps & Opened) {
  if (draftId !== undefined) return <ResumedCustomer draftId={draftId} {...props} />
  if (copyId !== undefined) return <CopiedCustomer copyId={copyId} {...props} />
  if (templateId !== undefined) return <CustomerOfTemplate templateId={templateId} {...props} />
  return <NewCustomer {...props} />
}

/** Below the organization that was chosen, or one's own. */
function NewCustomer(props: PanelProps) {
  const own = useOwn()
  const parent = readParent(sessionStorage, useMe().membership.id) ?? own
  return (
    <CustomerWizard
      steps={useOwnSteps()}
      start={startBelow(parent)}
      resumed={null}
      offersTemplates={useMayUseTemplates()}
      {...props}
    />
  )
}

function CopiedCustomer({ copyId, ...props }: PanelProps & { copyId: string }) {
  const own = useOwn()
  return (
    <BegunCustomer beginning={useBeginning(copyQuery(copyId, own), templateTexts.copy, props.onClose)} {...props} />
  )
}

function CustomerOfTemplate({ templateId, ...props }: PanelProps & { templateId: string }) {
  const beginning = useBeginning(beginningQuery(templateId), templateTexts.start, props.onClose)
  return <BegunCustomer beginning={beginning} {...props} />
}

function BegunCustomer({ beginning, ...props }: PanelProps & { beginning: Beginning | null }) {
  const own = useOwn()
  const steps = useOwnSteps()
  const offersTemplates = templateIdOf(beginning) !== null
  if (!beginning) return null
  return (
    <CustomerWizard
      steps={steps}
      start={startBelow(own)}
      resumed={null}
      beginning={beginning}
      offersTemplates={offersTemplates}
      {...props}
    />
  )
}

function ResumedCustomer({ draftId, onClose, onCreated }: PanelProps & { draftId: string }) {
  const own = useOwn()
  const steps = useOwnSteps()
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
      steps={steps}
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
