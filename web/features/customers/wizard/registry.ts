import { useMemo } from 'react'
import { useMe } from '../../../platform/session.tsx'
import type { WizardStep } from './step.ts'
import { accountStep } from './steps/account/step.ts'
import { companyStep } from './steps/company/step.ts'
import { entitiesStep } from './steps/entities/step.ts'
import { licensesStep } from './steps/licenses/step.ts'
import { peopleStep } from './steps/people/step.ts'
import { reviewStep } from './steps/review/step.ts'

/** The steps of adding a customer, in their order. A further step is a folder and a line here. */
export const wizardSteps: readonly WizardStep[] = [
  accountStep,
  companyStep,
  peopleStep,
  entitiesStep,
  licensesStep,
  reviewStep,
]

/** The steps that the person may fill in, of those of the product or of a form that has some of them. */
export function useOwnSteps(steps: readonly WizardStep[] = wizardSteps): readonly WizardStep[] {
  const { permissions } = useMe()
  return useMemo(
    () => steps.filter(({ permission }) => permission === undefined || permissions.includes(permission)),
    [steps, permissions],
  )
}
