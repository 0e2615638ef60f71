import { formTexts } from '../../../form.texts.ts'
import { defineStep } from '../../define-step.tsx'
import { ReviewFields } from './review-fields.tsx'

/** Everything that was entered, before it is created. */
export const reviewStep = defineStep<Record<string, never>>({
  id: 'review',
  title: formTexts.review.title,
  initial: () => ({}),
  Fields: ReviewFields,
  paths: [],
  toRequest: () => ({}),
  validate: () => ({}),
})
