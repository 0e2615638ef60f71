import type { SubdivisionLookup } from '@tenantry/contract/fields/address.ts'
import { findDemanded, findMissing, type RequirableField } from '@tenantry/contract/required-fields.ts'
import type { FieldErrors } from '../../../platform/zod-form.ts'
import { errorsOfUnchanged } from '../form/form-part.ts'
import type { Filling, PartOfRequest, WizardStart, WizardStep, WizardValues } from './step.ts'

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

/** The values with what a copy or a template says; what neither says stays as it is. */
export function filledValues(steps: readonly WizardStep[], values: WizardValues, filling: Filling): WizardValues {
  return Object.fromEntries(steps.map((step) => [step.id, step.fill(values, filling)]))
}

/** What all steps together ask for. */
export function partOfRequest(steps: readonly WizardStep[], values: WizardValues): PartOfRequest {
  const request: PartOfRequest = {}
  for (const step of steps) Object.assign(request, step.toRequest(values, request))
  return request
}

/** What the provider demands, and the list of states that decides about some of it, once it has come. */
export interface Demands {
  fields: readonly RequirableField[]
  lookup?: SubdivisionLookup | undefined
}

/**
 * The steps that cannot be sent as they are, each with its errors; what the provider demands is among them.
 * @param known what steps have asked for, in their order
 */
export function findErrors(
  steps: readonly WizardStep[],
  values: WizardValues,
  demands: Demands,
  known: readonly unknown[] = [],
): StepErrors {
  const request = partOfRequest(steps, values)
  const missing = findMissing(demands.fields, request, demands.lookup)
  const { placed } = placeErrors(steps, Object.fromEntries(missing.map((each) => [each.path, each.message])), values)
  const all = steps.map((step, index): [string, FieldErrors] => [
    step.id,
    { ...placed[step.id], ...step.validate(values, request, known[index]) },
  ])
  return Object.fromEntries(all.filter(([, errors]) => Object.keys(errors).length > 0))
}

/** The fields that the provider demands, as paths in the values of each step; their labels are marked. */
export function findMarked(
  steps: readonly WizardStep[],
  values: WizardValues,
  { fields, lookup }: Demands,
): Record<string, ReadonlySet<string>> {
  const demanded = findDemanded(fields, partOfRequest(steps, values), lookup)
  const { placed } = placeErrors(steps, Object.fromEntries(demanded.map((path) => [path, path])), values)
  return Object.fromEntries(Object.entries(placed).map(([id, paths]) => [id, new Set(Object.keys(paths))]))
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

/** The steps that somebody has been at who goes on with a draft: those up to where typing stopped, and those typed in. */
export function seenSteps(
  steps: readonly WizardStep[],
  { values, begun, stepId }: { values: WizardValues; begun: WizardValues; stepId: string },
): string[] {
  const last = steps.findIndex(({ id }) => id === stepId)
  return steps.filter((step, index) => index <= last || !step.isUntouched(values, begun)).map(({ id }) => id)
}

/** Whether anything was typed that would be lost. */
export function isTouched(steps: readonly WizardStep[], values: WizardValues, initial: WizardValues): boolean {
  return steps.some((step) => !step.isUntouched(values, initial))
}
