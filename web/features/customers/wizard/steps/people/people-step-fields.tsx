import { useMe } from '../../../../../platform/session.tsx'
import { texts } from '../../../people/people.texts.ts'
import { NewPeopleFields } from '../../../people/people-fields.tsx'
import type { PeopleValues } from '../../../people/people-values.ts'
import type { StepFieldsProps } from '../../step.ts'
import { StepHeading } from '../../step-heading.tsx'

/** The fields of the step People. */
export function PeopleStepFields({ part, request }: StepFieldsProps<PeopleValues>) {
  const { account } = useMe()
  return (
    <>
      <StepHeading title={texts.heading} lead={part.required?.size ? texts.leadRequired : texts.lead} />
      <NewPeopleFields part={part} creator={account.name} parentId={request.parentId} />
    </>
  )
}
