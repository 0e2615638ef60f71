import { texts } from '../../../entities/entities.texts.ts'
import { summaryText } from '../../../entities/entity-text.ts'
import type { EntityListValues } from '../../../entities/entity-values.ts'
import { Facts } from '../../../facts.tsx'

const words = texts.step

/** What was entered in the step Entities. */
export function EntitiesReview({ values }: { values: EntityListValues }) {
  const entities = Object.values(values.entities)
  if (entities.length === 0) return <p>{words.none}</p>
  return (
    <Facts
      facts={entities.map((entity, index) => [
        entity.name.trim() || words.nameless(index + 1),
        [texts.kinds[entity.kind], summaryText(entity)].filter(Boolean).join(' · '),
      ])}
    />
  )
}
