import { TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { formatDate } from '../../../platform/format.ts'
import { type FieldErrors, focusFirstError } from '../../../platform/zod-form.ts'
import { FieldGrid } from '../../../ui/field-grid.tsx'
import { useLeaving } from '../../../ui/leave-question.tsx'
import { notifyDone } from '../../../ui/notify.ts'
import { PanelForm } from '../../../ui/panel-form.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import { dayAhead, isSame, planOf, toPlanInput } from '../../customers/public.ts'
import { BelowUse } from '../../license-limits/public.ts'
import { laterDay } from './days-left.ts'
import { texts } from './trial.texts.ts'
import { type ReadCustomer, useChangePlan } from './use-change-plan.ts'

const words = texts.extension

/** Lets a trial go on, with another number of devices where somebody types one (RI6). */
export default function ExtendPanel({ read, onEnd }: { read: ReadCustomer; onEnd: () => void }) {
  useFocusReturn()
  const form = useRef<HTMLFormElement>(null)
  const { name } = read.data
  const [offered] = useState(() => {
    const plan = planOf(read.data)
    return { ...plan, expiresOn: laterDay(plan.expiresOn) }
  })
  const [plan, setPlan] = useState(offered)
  const [typedErrors, setTypedErrors] = useState<FieldErrors>({})
  const end = () => {
    notifyDone(words.done(name, formatDate(plan.expiresOn)))
    onEnd()
  }
  // What is sent next replaces it, so that it has to be seen before.
  const change = useChangePlan(read, end, (now) => setPlan(planOf(now)))
  const leaving = useLeaving({ isDirty: !isSame(offered, plan), isBusy: change.isBusy }, onEnd)
  const errors = { ...change.errors, ...typedErrors }
  const set = (part: Partial<typeof plan>) => {
    setPlan({ ...plan, ...part })
    setTypedErrors({})
    change.clearErrors()
  }
  const submit = () => {
    const wrong = errorsOf(plan)
    setTypedErrors(wrong)
    if (Object.keys(wrong).length > 0) return focusFirstError(form.current)
    change.run(toPlanInput(plan))
  }
  return (
    <>
      <PanelForm
        title={words.title}
        subtitle={name}
        words={words}
        form={form}
        isBusy={change.isBusy}
        failure={change.failure}
        leaving={leaving}
        onSubmit={submit}
        width="md"
      >
        <FieldGrid>
          <TextInput
            label={words.expiresOn}
            type="date"
            required
            min={dayAhead(0)}
            data-autofocus
            value={plan.expiresOn}
            error={errors['plan.expiresOn']}
            onChange={(event) => set({ expiresOn: event.currentTarget.value })}
          />
          <TextInput
            label={words.licenses}
            description={words.licensesHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            required
            inputMode="numeric"
            autoComplete="off"
            maxLength={7}
            value={plan.trialLicenses}
            error={errors['plan.trialLicenses']}
            onChange={(event) => set({ trialLicenses: event.currentTarget.value })}
          />
        </FieldGrid>
      </PanelForm>
      <BelowUse problems={change.below} isBusy={change.isBusy} onConfirm={change.confirm} onClose={change.leaveBelow} />
    </>
  )
}

function errorsOf({ trialLicenses, expiresOn }: { trialLicenses: string; expiresOn: string }): FieldErrors {
  const typed = trialLicenses.trim()
  return {
    ...(/^\d{1,7}$/.test(typed) && Number(typed) <= 1_000_000 ? {} : { 'plan.trialLicenses': words.licensesWrong }),
    ...(expiresOn >= dayAhead(0) ? {} : { 'plan.expiresOn': words.expiresOnWrong }),
  }
}
