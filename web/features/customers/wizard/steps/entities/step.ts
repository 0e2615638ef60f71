import { texts } from '../../../entities/entities.texts.ts'
import { entityListErrors, toListPaths } from '../../../entities/entity-errors.ts'
import { type EntityListValues, filledEntities, toEntityRequest } from '../../../entities/entity-values.ts'
import { loadedSubdivisions } from '../../../form/use-subdivisions.ts'
import { defineStep } from '../../define-step.tsx'
import { withoutEmpty } from '../../without-empty.ts'
import { EntitiesReview } from './entities-review.tsx'
import { EntitiesStepFields } from './entities-step-fields.tsx'

/** Which branches, departments and the like it has. None is needed. */
export const entitiesStep = defineStep<EntityListValues>({
  id: 'entities',
  title: texts.step.title,
  initial: ({ country }) => ({ phoneCountry: country, entities: {} }),
  fill: (values, { request }) => filledEntities(values, request.entities),
  Fields: EntitiesStepFields,
  Review: EntitiesReview,
  paths: ['entities'],
  toFormPaths: toListPaths,
  toRequest: (values) => {
    const entities = Object.values(values.entities).map((entity) => withoutEmpty(toEntityRequest(entity)))
    return entities.length > 0 ? { entities } : {}
  },
  validate: (values) => entityListErrors(values, loadedSubdivisions()),
})
