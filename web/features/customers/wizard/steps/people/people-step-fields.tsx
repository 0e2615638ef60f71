import { useEffect } from 'react'
import { useMe } from '../../../../../platform/session.tsx'
import { texts } from '../../../people/people.texts.ts'
import { NewPeopleFields } from '../../../people/people-fields.tsx'
import { type PeopleValues, withPhoneCountry } from '../../../people/people-values.ts'
import type { StepFieldsProps } from '../../step.ts'
import { StepHeading } from '../../step-heading.tsx'

/** The fields of the step People. */
export function PeopleStepFields({ part, request }: StepFieldsProps<PeopleValues>) {
  const { account } = useMe()
  const { update } = part
  const country = request.location?.country ?? ''
  useEffect(() => update((values) => withPhoneCountry(values, country)), [update, country])
  return (
    <>
      <StepHeading title={texts.heading} lead={part.required?.size ? texts.leadRequired : texts.lead} />
      <NewPeopleFields
        part={part}
        creator={account.name}
        type={request.type ?? 'customer'}
        parentId={request.parentId}
      />
    </>
  )
}
