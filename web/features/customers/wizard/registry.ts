import type { WizardStep } from './step.ts'
import { accountStep } from './steps/account/step.ts'
import { companyStep } from './steps/company/step.ts'
import { entitiesStep } from './steps/entities/step.ts'
import { peopleStep } from './steps/people/step.ts'
import { reviewStep } from './steps/review/step.ts'

/** The steps of adding a customer, in their order. A further step is a folder and a line here. */
export const wizardSteps: readonly WizardStep[] = [accountStep, companyStep, peopleStep, entitiesStep, reviewStep]
