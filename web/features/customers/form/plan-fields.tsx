import { TextInput } from '@mantine/core'
import { planKinds } from '@tenantry/contract/customer-list.ts'
import { FieldGrid } from '../../../ui/field-grid.tsx'
import { texts } from '../customers.texts.ts'
import { formTexts } from '../form.texts.ts'
import { ChoiceCards } from './choice-cards.tsx'
import { type FormPart, hintBelow } from './form-part.ts'
import { dayAhead, type PlanValues } from './plan-values.ts'

const words = formTexts.account
const choices = planKinds.map((value) => ({ value, label: texts.plans[value], hint: words.planHints[value] }))

/** How the customer pays, with the size and end of a trial. */
export function PlanFields({ part }: { part: FormPart<{ plan: PlanValues }> }) {
  const { plan } = part.values
  const set = (change: Partial<PlanValues>) =>
    part.update((values) => ({ ...values, plan: { ...values.plan, ...change } }))
  return (
    <>
      <ChoiceCards
        label={words.plan}
        name="plan"
        value={plan.kind}
        options={choices}
        error={part.errors['plan.kind']}
        onChange={(kind) => set({ kind })}
      />
      {plan.kind === 'trial' && (
        <FieldGrid>
          <TextInput
            {...hintBelow}
            label={words.trialLicenses}
            description={words.trialLicensesHint}
            name="trialLicenses"
            inputMode="numeric"
            autoComplete="off"
            value={plan.trialLicenses}
            error={part.errors['plan.trialLicenses']}
            onChange={(event) => set({ trialLicenses: event.currentTarget.value })}
          />
          <TextInput
            {...hintBelow}
            label={words.expiresOn}
            description={words.expiresOnHint}
            name="expiresOn"
            type="date"
            min={dayAhead(0)}
            value={plan.expiresOn}
            error={part.errors['plan.expiresOn']}
            onChange={(event) => set({ expiresOn: event.currentTarget.value })}
          />
        </FieldGrid>
      )}
    </>
  )
}
