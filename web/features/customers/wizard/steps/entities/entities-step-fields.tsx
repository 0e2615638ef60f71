import { Button } from '@mantine/core'
import { texts } from '../../../entities/entities.texts.ts'
import { EntityListFields } from '../../../entities/entity-list-fields.tsx'
import type { EntityListValues } from '../../../entities/entity-values.ts'
import type { StepFieldsProps } from '../../step.ts'
import { StepHeading } from '../../step-heading.tsx'

const words = texts.step

/** The fields of the step Entities. */
export function EntitiesStepFields({ part, request }: StepFieldsProps<EntityListValues>) {
  const { values, update } = part
  const lead = part.required?.has('entities') ? words.leadRequired : words.lead
  const isPartner = request.type === 'partner'
  const isEmpty = Object.keys(values.entities).length === 0
  return (
    <>
      <StepHeading title={words.heading} lead={isPartner ? words.notHere : lead} />
      {isPartner && !isEmpty && (
        <Button variant="default" onClick={() => update((now) => ({ ...now, entities: {} }))}>
          {words.removeAll}
        </Button>
      )}
      {!(isPartner && isEmpty) && <EntityListFields part={part} companyAddress={request.location ?? {}} />}
    </>
  )
}
