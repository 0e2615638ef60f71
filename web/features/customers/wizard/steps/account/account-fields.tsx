import { Switch } from '@mantine/core'
import { texts } from '../../../customers.texts.ts'
import { ChoiceCards } from '../../../form/choice-cards.tsx'
import { PlanFields } from '../../../form/plan-fields.tsx'
import { formTexts } from '../../../form.texts.ts'
import type { StepFieldsProps } from '../../step.ts'
import { StepHeading } from '../../step-heading.tsx'
import { type AccountValues, typesBelow, withParent } from './account-values.ts'
import { ParentSelect } from './parent-select.tsx'

const words = formTexts.account

/** Under which organization, what type, which plan, active or not. */
export function AccountFields({ part }: StepFieldsProps<AccountValues>) {
  const { values, errors, update } = part
  const types = typesBelow(values.parent.type)
  return (
    <>
      <StepHeading title={words.heading} lead={words.lead} />
      <ParentSelect
        value={values.parent}
        error={errors.parent}
        onChange={(parent) => update((now) => withParent(now, parent))}
      />
      {types.length === 0 ? (
        <div role="alert">{words.nothingBelow}</div>
      ) : (
        <ChoiceCards
          label={words.type}
          name="type"
          isRequired
          value={values.type}
          options={types.map((type) => ({ value: type, label: texts.types[type], hint: formTexts.typeHints[type] }))}
          error={errors.type}
          onChange={(type) => update((now) => ({ ...now, type }))}
        />
      )}
      <PlanFields
        part={{
          values: { plan: values.plan },
          errors,
          update: (change) => update((now) => ({ ...now, plan: change({ plan: now.plan }).plan })),
        }}
      />
      <Switch
        label={words.isActive}
        description={words.isActiveHint}
        checked={values.isActive}
        onChange={(event) => {
          const isActive = event.currentTarget.checked
          update((now) => ({ ...now, isActive }))
        }}
      />
    </>
  )
}
