import { createContext, use } from 'react'
import type { PartOfRequest, WizardStep, WizardValues } from './step.ts'

/** What a step may know about the wizard as a whole. */
export interface WizardView {
  steps: readonly WizardStep[]
  values: WizardValues
  request: PartOfRequest
  goTo: (stepId: string) => void
}

export const WizardContext = createContext<WizardView>({ steps: [], values: {}, request: {}, goTo: () => {} })

/** The wizard around a step, e.g. for a review of all steps. */
export function useWizardView(): WizardView {
  return use(WizardContext)
}
