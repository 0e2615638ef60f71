/** The form of a template: what it is called, and the steps of a new customer without what is one customer's own. */
import { Switch } from '@mantine/core'
import { TextField } from '../../../ui/text-field.tsx'
import { CompanyFields } from '../form/company-fields.tsx'
import type { CompanyValues } from '../form/company-values.ts'
import { bindText } from '../form/form-part.ts'
import { NewPeopleFields } from '../people/people-fields.tsx'
import type { PeopleValues } from '../people/people-values.ts'
import { defineStep } from '../wizard/define-step.tsx'
import type { StepFieldsProps, WizardStep } from '../wizard/step.ts'
import { StepHeading } from '../wizard/step-heading.tsx'
import { accountStep } from '../wizard/steps/account/step.ts'
import { companyDefinition } from '../wizard/steps/company/step.ts'
import { useInherited } from '../wizard/steps/company/use-inherited.ts'
import { entitiesStep } from '../wizard/steps/entities/step.ts'
import { licensesStep } from '../wizard/steps/licenses/step.ts'
import { peopleDefinition } from '../wizard/steps/people/step.ts'
import { templateTexts } from './templates.texts.ts'

const words = templateTexts.edit

/** What a template is called and who sees it; only the provider's can be kept from partners. */
export type NameValues = { name: string; isShared: boolean; isOfProvider: boolean }

export const nameStepId = 'template'

const nameStep = defineStep<NameValues>({
  id: nameStepId,
  title: words.step,
  initial: ({ parent }) => ({ name: '', isShared: false, isOfProvider: parent.type === 'provider' }),
  Fields: NameFields,
  paths: [],
  toRequest: () => ({}),
  validate: () => ({}),
})

/** The steps of the form in their order. */
export const templateSteps: readonly WizardStep[] = [
  nameStep,
  accountStep,
  defineStep<CompanyValues>({ ...companyDefinition, Fields: CompanyOfMany }),
  defineStep<PeopleValues>({ ...peopleDefinition, Fields: PeopleOfMany }),
  entitiesStep,
  licensesStep,
]

function NameFields({ part }: StepFieldsProps<NameValues>) {
  const { values, update } = part
  return (
    <>
      <StepHeading title={words.heading} lead={words.lead} />
      <TextField
        label={templateTexts.save.name}
        description={templateTexts.save.nameHint}
        required
        autoComplete="off"
        {...bindText(part)('name')}
      />
      {values.isOfProvider && (
        <Switch
          label={templateTexts.shared.label}
          description={templateTexts.shared.hint}
          checked={values.isShared}
          onChange={(event) => {
            const isShared = event.currentTarget.checked
            update((now) => ({ ...now, isShared }))
          }}
        />
      )}
    </>
  )
}

function CompanyOfMany({ part, request }: StepFieldsProps<CompanyValues>) {
  const inherited = useInherited(request.parentId)
  return (
    <>
      <StepHeading title={companyDefinition.title} lead={words.companyLead} />
      <CompanyFields part={part} inherited={inherited} isOfMany />
    </>
  )
}

function PeopleOfMany({ part, request }: StepFieldsProps<PeopleValues>) {
  return (
    <>
      <StepHeading title={peopleDefinition.title} lead={words.peopleLead} />
      <NewPeopleFields part={part} creator={null} type={request.type ?? 'customer'} parentId={request.parentId} />
    </>
  )
}
