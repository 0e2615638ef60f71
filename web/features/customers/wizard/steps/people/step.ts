import { filledPeople } from '../../../people/filled-people.ts'
import { texts } from '../../../people/people.texts.ts'
import { peopleErrors, peoplePaths, toPeoplePaths } from '../../../people/people-errors.ts'
import { toPeopleInput } from '../../../people/people-input.ts'
import { nobody, type PeopleValues, peopleOfAnother } from '../../../people/people-values.ts'
import { defineStep } from '../../define-step.tsx'
import type { StepDefinition } from '../../step.ts'
import { withoutEmpty } from '../../without-empty.ts'
import { PeopleReview } from './people-review.tsx'
import { PeopleStepFields } from './people-step-fields.tsx'

/** Whom to talk to, who signs in, and who looks after it. Nobody has to be named. */
export const peopleDefinition: StepDefinition<PeopleValues> = {
  id: 'people',
  title: texts.title,
  initial: ({ country }) => nobody(country),
  another: peopleOfAnother,
  fill: (values, { request }) => filledPeople(values, request),
  Fields: PeopleStepFields,
  Review: PeopleReview,
  paths: peoplePaths,
  toFormPaths: toPeoplePaths,
  toRequest: (values) => withoutEmpty(toPeopleInput(values)),
  validate: peopleErrors,
}

export const peopleStep = defineStep(peopleDefinition)
