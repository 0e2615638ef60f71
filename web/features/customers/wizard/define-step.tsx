import { type FormPart, type FormValues, replaced, stableHandler } from '../form/form-part.ts'
import type { StepDefinition, WizardStep, WizardValues } from './step.ts'

/** Makes a step fit the wizard: it is given its own slice of the values, and nobody else reads that slice. */
export function defineStep<Values extends FormValues, Known = undefined>(
  step: StepDefinition<Values, Known>,
): WizardStep {
  const own = (all: WizardValues) => all[step.id] as Values
  const { Fields, Review } = step
  return {
    id: step.id,
    title: step.title,
    permission: step.permission,
    paths: step.paths,
    hasReview: Review !== undefined,
    initial: step.initial,
    another: (all, start) => step.another?.(own(all), start) ?? step.initial(start),
    fill: (all, filling) => step.fill?.(own(all), filling) ?? own(all),
    toFormPaths: (errors, all) => step.toFormPaths?.(errors, own(all)) ?? errors,
    toRequest: (all, before) => step.toRequest(own(all), before),
    asks: (all, request, me) => step.asks?.(own(all), request, me) ?? null,
    validate: (all, request, known) => step.validate(own(all), request, known as Known),
    isUntouched: (all, initial) =>
      step.isUntouched?.(own(all), own(initial)) ?? JSON.stringify(own(all)) === JSON.stringify(own(initial)),
    fields: ({ values, errors, required, request, offers, update }) => (
      <Fields
        part={{
          values: own(values),
          errors,
          required,
          update: stableHandler(
            update,
            step.id,
            (): FormPart<Values>['update'] => (change) => update((all) => replaced(all, step.id, change(own(all)))),
          ),
        }}
        request={request}
        offers={offers}
      />
    ),
    review: (values) => (Review ? <Review values={own(values)} /> : null),
  }
}
