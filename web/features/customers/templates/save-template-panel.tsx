import { Button, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { CopyPart } from '@tenantry/contract/customer-copy.ts'
import type { Customer } from '@tenantry/contract/customers.ts'
import { useCallback, useId, useRef, useState } from 'react'
import { useMe } from '../../../platform/session.tsx'
import { texts as frameTexts } from '../../../platform/texts.ts'
import { focusFirstError } from '../../../platform/zod-form.ts'
import { AskingPanel } from '../../../ui/asking-panel.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { useLeaving } from '../../../ui/leave-question.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../../ui/skeletons.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import { customerQuery } from '../customer.api.ts'
import { KeptParts, partsOf } from './kept-parts.tsx'
import classes from './templates.module.css'
import { templateTexts } from './templates.texts.ts'
import { useSaveAsTemplate } from './use-save-as-template.ts'

const words = templateTexts.save

/** Makes a template of a customer, beside whatever page is shown. */
export default function SaveTemplatePanel({ customerId }: { customerId: string }) {
  useFocusReturn()
  const close = useClose()
  const read = useQuery(customerQuery(customerId))
  if (read.data) return <Form customer={read.data.data} onClose={close} />
  return (
    <SidePanel opened onClose={close} title={words.title}>
      {read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <FieldsSkeleton count={3} />
      )}
    </SidePanel>
  )
}

function useClose() {
  const navigate = useNavigate()
  return useCallback(
    () =>
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, templateOf: undefined }),
        replace: true,
      }),
    [navigate],
  )
}

function Form({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const formId = useId()
  const form = useRef<HTMLFormElement>(null)
  const isPartner = useMe().membership.organization.type === 'partner'
  const [name, setName] = useState(customer.name)
  const [isShared, setShared] = useState(false)
  const parts = partsOf(customer)
  const [chosen, setChosen] = useState<readonly CopyPart[]>(parts)
  const { save, problem, failure, isBusy, clear } = useSaveAsTemplate(customer.id, () => focusFirstError(form.current))
  const submit = () => void save({ name, include: chosen, ...(isPartner ? {} : { isShared }) }, onClose)
  const isDirty = name !== customer.name || isShared || chosen.length < parts.length
  const leaving = useLeaving({ isDirty, isBusy }, onClose)
  return (
    <AskingPanel
      leaving={leaving}
      inAddress="templateOf"
      title={words.title}
      subtitle={customer.name}
      footer={
        <>
          <Button variant="default" onClick={leaving.ask}>
            {frameTexts.actions.cancel}
          </Button>
          <Button type="submit" form={formId} loading={isBusy}>
            {words.create}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        ref={form}
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <FormError>{failure}</FormError>
        <p className={classes.lead}>{words.lead(customer.name)}</p>
        <TextField
          label={words.name}
          description={words.nameHint}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          autoComplete="off"
          data-autofocus
          value={name}
          error={problem}
          onChange={(event) => {
            setName(event.currentTarget.value)
            clear()
          }}
        />
        <KeptParts customer={customer} chosen={chosen} onChoose={setChosen} />
        {!isPartner && (
          <Switch
            label={templateTexts.shared.label}
            description={templateTexts.shared.hint}
            checked={isShared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
      </form>
    </AskingPanel>
  )
}
