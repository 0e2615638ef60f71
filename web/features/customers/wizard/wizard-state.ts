import type { FieldErrors } from '../../../platform/zod-form.ts'
import { errorsOfUnchanged } from '../form/form-part.ts'
import type { PartOfRequest, WizardStart, WizardStep, WizardValues } from './step.ts'

/** Errors by the id of the step that they belong to. */
export type StepErrors = Record<string, FieldErrors>

/** The values that the steps begin with. */
export function initialValues(steps: readonly WizardStep[], start: WizardStart): WizardValues {
  return Object.fromEntries(steps.map((step) => [step.id, step.initial(start)]))
}

/** The values of the next customer: each step keeps what the next one has in common with this one. */
export function valuesOfAnother(steps: readonly WizardStep[], values: WizardValues, start: WizardStart): WizardValues {
  return Object.fromEntries(steps.map((step) => [step.id, step.another(values, start)]))
}

/** What all steps together ask for. */
export function partOfRequest(steps: readonly WizardStep[], values: WizardValues): PartOfRequest {
  return Object.assign({}, ...steps.map((step) => step.toRequest(values)))
}

/** The steps that cannot be sent as they are, each with its errors. */
export function findErrors(steps: readonly WizardStep[], values: WizardValues): StepErrors {
  const all = steps.map((step): [string, FieldErrors] => [step.id, step.validate(values)])
  return Object.fromEntries(all.filter(([, errors]) => Object.keys(errors).length > 0))
}

/** Errors that the API named by paths of the request, at the steps and fields where they were typed. */
export function placeErrors(
  steps: readonly WizardStep[],
  errors: FieldErrors,
  values: WizardValues,
): { placed: StepErrors; rest: string[] } {
  const placed: StepErrors = {}
  const rest: string[] = []
  for (const [path, message] of Object.entries(errors)) {
    const step = steps.find(({ paths }) => paths.some((own) => path === own || path.startsWith(`${own}.`)))
    if (step) placed[step.id] = { ...placed[step.id], ...step.toFormPaths({ [path]: message }, values) }
    else rest.push(message)
  }
  return { placed, rest }
}

/** Errors that still hold after a change of values. */
export function keepErrors(errors: StepErrors, before: WizardValues, after: WizardValues): StepErrors {
  const kept = Object.entries(errors).map(([id, own]): [string, FieldErrors] => [
    id,
    errorsOfUnchanged(own, before[id] ?? {}, after[id] ?? {}),
  ])
  return Object.fromEntries(kept.filter(([, own]) => Object.keys(own).length > 0))
}

/** Whether anything was typed that would be lost. */
export function isTouched(steps: readonly WizardStep[], values: WizardValues, initial: WizardValues): boolean {
  return steps.some((step) => !step.isUntouched(values, initial))
}
