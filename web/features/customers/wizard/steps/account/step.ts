import { newPlan } from '../../../form/plan-values.ts'
import { formTexts } from '../../../form.texts.ts'
import { defineStep } from '../../define-step.tsx'
import { AccountFields } from './account-fields.tsx'
import { AccountReview } from './account-review.tsx'
import { type AccountValues, fill, toRequest, validate, withParent } from './account-values.ts'

/** Which account it is: the first step. */
export const accountStep = defineStep<AccountValues>({
  id: 'account',
  title: formTexts.account.title,
  initial: ({ parent }) => withParent({ parent, type: '', plan: newPlan(), isActive: true }, parent),
  another: ({ parent, type }) => ({ parent, type, plan: newPlan(), isActive: true }),
  fill,
  Fields: AccountFields,
  Review: AccountReview,
  paths: ['parentId', 'type', 'plan', 'isActive'],
  toFormPaths: ({ parentId, ...errors }) => (parentId ? { ...errors, parent: parentId } : errors),
  toRequest,
  validate,
})
