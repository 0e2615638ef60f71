import { companyErrors, toFormPaths } from '../../../form/company-errors.ts'
import { type CompanyValues, emptyCompany, toCompanyInput } from '../../../form/company-values.ts'
import { filledCompany } from '../../../form/filled-company.ts'
import { loadedSubdivisions } from '../../../form/use-subdivisions.ts'
import { formTexts } from '../../../form.texts.ts'
import { defineStep } from '../../define-step.tsx'
import type { StepDefinition } from '../../step.ts'
import { withoutEmpty } from '../../without-empty.ts'
import { CompanyReview } from './company-review.tsx'
import { CompanyStepFields } from './company-step-fields.tsx'

/** Who it is: name and code, and everything that may follow later. */
export const companyDefinition: StepDefinition<CompanyValues> = {
  id: 'company',
  title: formTexts.company.title,
  initial: ({ country }) => emptyCompany(country),
  fill: (values, { request }) => filledCompany(values, request),
  Fields: CompanyStepFields,
  Review: CompanyReview,
  paths: [
    'name',
    'code',
    'domain',
    'businessEmail',
    'phone',
    'phoneExtension',
    'website',
    'subscriptionId',
    'timeZone',
    'locale',
    'currency',
    'tagIds',
    'location',
    'billing',
  ],
  toFormPaths,
  // A suggestion may be taken by now: the server finds its own then, and nobody hears of a code they never chose.
  toRequest: (values) => withoutEmpty(toCompanyInput(values.isCodeTyped ? values : { ...values, code: '' })),
  validate: (values) => companyErrors(values, loadedSubdivisions()),
}

export const companyStep = defineStep(companyDefinition)
