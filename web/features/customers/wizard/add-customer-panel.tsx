import { useNavigate } from '@tanstack/react-router'
import type { Customer } from '@tenantry/contract/customers.ts'
import { useState } from 'react'
import { useMe } from '../../../platform/session.tsx'
import { templateTexts } from '../templates/templates.texts.ts'
import { useMayUseTemplates } from '../templates/use-template-actions.ts'
import { CustomerWizard } from './customer-wizard.tsx'
import { readTyped } from './draft.ts'
import { useOwnSteps } from './registry.ts'
import { browserCountry, keepParent, readParent } from './start.ts'
import type { Parent } from './step.ts'
import { beginningQuery, copyQuery, useBeginning } from './use-beginning.ts'
import { useDraft } from './use-draft.ts'
import { useLeftDraft } from './use-left-draft.ts'
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
  const navigate = useNavigate()
  const [spentId, setSpentId] = useState<string>()
  if (copyId !== undefined) return <CopiedCustomer key={copyId} copyId={copyId} {...props} />
  if (templateId !== undefined) return <CustomerOfTemplate key={templateId} templateId={templateId} {...props} />
  const resumedId = draftId ?? spentId
  if (resumedId === undefined) return <NewCustomer {...props} />
  // The draft became a customer: the address, which may be loaded again, has it no more, while the wizard goes on.
  const spend = () => {
    setSpentId(resumedId)
    void navigate({ to: '/customers', search: (before) => ({ ...before, draft: undefined }), replace: true })
  }
  return <ResumedCustomer key={resumedId} draftId={resumedId} onSpent={spend} {...props} />
}

/** Below the organization that was chosen, or one's own. */
function NewCustomer(props: PanelProps) {
  const own = useOwn()
  const parent = readParent(sessionStorage, useMe().membership.id) ?? own
  const steps = useOwnSteps()
  const offersTemplates = useMayUseTemplates()
  const { isPending, left, onLeft } = useLeftDraft(props.onClose)
  if (isPending) return null
  return (
    <CustomerWizard
      steps={steps}
      start={startBelow(parent)}
      resumed={left}
      onLeft={onLeft}
      offersTemplates={offersTemplates}
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
  const offersTemplates = beginning?.template != null
  const { isPending, left, onLeft } = useLeftDraft(props.onClose)
  if (!beginning || isPending) return null
  return (
    <CustomerWizard
      steps={steps}
      start={startBelow(own)}
      resumed={left}
      onLeft={onLeft}
      beginning={beginning}
      offersTemplates={offersTemplates}
      {...props}
    />
  )
}

function ResumedCustomer(props: PanelProps & { draftId: string; onSpent: () => void }) {
  const { draftId, onClose } = props
  const own = useOwn()
  const membershipId = useMe().membership.id
  const steps = useOwnSteps()
  const [typed] = useState(() => readTyped(sessionStorage, membershipId, draftId))
  const { draft, isGone } = useDraft(draftId, onClose, { mayBeGone: typed !== null })
  const left = isGone && typed ? { resumed: typed, start: typed.start } : null
  const opened = draft ? { resumed: draft, start: startBelow(draft.parent ?? own) } : left
  if (!opened) return null
  return (
    <CustomerWizard
      {...opened}
      steps={steps}
      onClose={onClose}
      onCreated={props.onCreated}
      onBegunAnother={() => {
        keepParent(sessionStorage, membershipId, opened.start.parent)
        props.onSpent()
      }}
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
