import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { useMemo, useRef, useState } from 'react'
import { leadToHeldField } from '../../../platform/held-page.ts'
import { type FieldErrors, focusFirstError } from '../../../platform/zod-form.ts'
import { AskingPanel } from '../../../ui/asking-panel.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { useLeaving } from '../../../ui/leave-question.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../../ui/skeletons.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import { useOwnSteps } from '../wizard/registry.ts'
import { Stepper } from '../wizard/stepper.tsx'
import type { StepErrors } from '../wizard/wizard-state.ts'
import { TemplateDifferences } from './template-differences.tsx'
import { nameStepId, templateSteps as steps } from './template-steps.tsx'
import { templateQuery } from './templates.api.ts'
import classes from './templates.module.css'
import { templateTexts } from './templates.texts.ts'
import { type KnownTemplate, useSaveTemplate } from './use-save-template.ts'
import { placeTemplateErrors, useTemplateForm } from './use-template-form.ts'

const words = templateTexts.edit

/** Adds a template or edits one, in the steps of a new customer. */
export default function TemplatePanel({ id, onClose }: { id: string | null; onClose: () => void }) {
  useFocusReturn()
  const read = useQuery({ ...templateQuery(id ?? ''), enabled: id !== null, refetchOnWindowFocus: false })
  const [known, setKnown] = useState<KnownTemplate | null>(null)
  // The first answer stays: a later one may not take the form, and what is typed in it, away.
  if (known === null && read.data) setKnown({ template: read.data.data, etag: read.data.etag })
  if (id === null || known !== null)
    return <TemplateForm key={known?.etag} known={known} onTakeTheirs={setKnown} onClose={onClose} />
  const isGone = read.error instanceof ApiError && read.error.code === 'not_found'
  return (
    <SidePanel opened onClose={onClose} title={words.step} width="lg">
      {isGone ? (
        <p className={classes.lead}>{words.gone}</p>
      ) : read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <FieldsSkeleton count={3} />
      )}
    </SidePanel>
  )
}

interface FormProps {
  known: KnownTemplate | null
  onTakeTheirs: (theirs: KnownTemplate) => void
  onClose: () => void
}

function TemplateForm({ known, onTakeTheirs, onClose }: FormProps) {
  const body = useRef<HTMLElement>(null)
  const form = useTemplateForm(known)
  const shownSteps = useOwnSteps(steps)
  const [stepId, setStepId] = useState(nameStepId)
  const show = (found: StepErrors) => {
    form.setErrors(found)
    const ids = steps.map(({ id }) => id).filter((id) => found[id])
    if (ids.length === 0) return
    setStepId(ids.includes(stepId) ? stepId : (ids[0] ?? stepId))
    focusFirstError(body.current)
  }
  const onErrors = (errors: FieldErrors) => {
    const { placed, rest } = placeTemplateErrors(errors, form.values)
    show(placed)
    return { rest, isMarked: Object.keys(placed).length > 0 }
  }
  const saving = useSaveTemplate(known, onErrors, onClose)
  const isHeld = () => leadToHeldField(body.current)
  const save = () => {
    if (isHeld()) return
    const found = form.invalid()
    show(found)
    if (Object.keys(found).length === 0) return void saving.save(form.body)
    saving.fail(words.fieldsNeedAttention)
  }
  const leaving = useLeaving({ isDirty: form.isTouched, isBusy: saving.isBusy }, onClose)
  const dropped = known?.template.dropped ?? []
  return (
    <AskingPanel
      leaving={leaving}
      inAddress={known ? 'edit' : 'add'}
      title={known ? words.title(known.template.name) : words.addTitle}
      width="lg"
      aside={
        <Stepper
          steps={shownSteps}
          current={stepId}
          stateOf={(id) => (form.errors[id] ? 'error' : 'open')}
          onChoose={(id) => !isHeld() && setStepId(id)}
        />
      }
      footer={<Footer isBusy={saving.isBusy} onCancel={leaving.ask} onSave={save} />}
    >
      <section ref={body} className={classes.form} tabIndex={-1} data-autofocus aria-label={titleOf(stepId)}>
        <FormError>{saving.failure}</FormError>
        {saving.theirs && (
          <>
            <TemplateDifferences mine={form.values} theirs={form.valuesOf(saving.theirs)} />
            <Button variant="default" onClick={() => saving.theirs && onTakeTheirs(saving.theirs)}>
              {words.takeTheirs}
            </Button>
          </>
        )}
        {dropped.length > 0 && <p className={classes.notice}>{words.dropped(dropped)}</p>}
        <CurrentStep stepId={stepId} form={form} />
      </section>
    </AskingPanel>
  )
}

const titleOf = (stepId: string) => steps.find(({ id }) => id === stepId)?.title

function Footer(props: { isBusy: boolean; onCancel: () => void; onSave: () => void }) {
  return (
    <>
      <Button variant="default" onClick={props.onCancel}>
        {words.cancel}
      </Button>
      <Button loading={props.isBusy} onClick={props.onSave}>
        {words.save}
      </Button>
    </>
  )
}

function CurrentStep({ stepId, form }: { stepId: string; form: ReturnType<typeof useTemplateForm> }) {
  const { values, errors, request, update } = form
  const nothing = useMemo(() => ({ offers: {}, required: new Set<string>() }), [])
  const step = steps.find(({ id }) => id === stepId)
  return step?.fields({ values, errors: errors[stepId] ?? {}, request, update, ...nothing })
}
