import { createContext, use } from 'react'
import type { WizardStep, WizardValues } from './step.ts'

/** What a step may know about the wizard as a whole. */
export interface WizardView {
  steps: readonly WizardStep[]
  values: WizardValues
  goTo: (stepId: string) => void
}

export const WizardContext = createContext<WizardView>({ steps: [], values: {}, goTo: () => {} })

/** The wizard around a step, e.g. for a review of all steps. */
export function useWizardView(): WizardView {
  return use(WizardContext)
}
