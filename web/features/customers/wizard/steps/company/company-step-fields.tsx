import { CompanyFields } from '../../../form/company-fields.tsx'
import type { CompanyValues } from '../../../form/company-values.ts'
import { formTexts } from '../../../form.texts.ts'
import type { StepFieldsProps } from '../../step.ts'
import { StepHeading } from '../../step-heading.tsx'
import { useInherited } from './use-inherited.ts'

const words = formTexts.company

/** The fields of the step Company. */
export function CompanyStepFields({ part, request, offers }: StepFieldsProps<CompanyValues>) {
  const inherited = useInherited(request.parentId)
  return (
    <>
      <StepHeading title={words.heading} lead={part.required?.size ? words.leadRequired : words.lead} />
      <CompanyFields
        part={part}
        parentId={request.parentId}
        type={request.type}
        takenInstead={offers.code}
        inherited={inherited}
      />
    </>
  )
}
