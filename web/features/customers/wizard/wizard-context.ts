import { createContext, use } from 'react'
import type { PartOfRequest, WizardStep, WizardValues } from './step.ts'
import type { StepErrors } from './wizard-state.ts'

/** What a step may know about the wizard as a whole. */
export interface WizardView {
  steps: readonly WizardStep[]
  values: WizardValues
  request: PartOfRequest
  /** What keeps each step from being sent. */
  invalid: StepErrors
  goTo: (stepId: string) => void
}

export const WizardContext = createContext<WizardView>({
  steps: [],
  values: {},
  request: {},
  invalid: {},
  goTo: () => {},
})

/** The wizard around a step, e.g. for a review of all steps. */
export function useWizardView(): WizardView {
  return use(WizardContext)
}
