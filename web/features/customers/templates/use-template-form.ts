import { CustomerTemplateValues } from '@tenantry/contract/customer-templates.ts'
import { displayName } from '@tenantry/contract/fields/names.ts'
import { useCallback, useMemo, useState } from 'react'
import { z } from 'zod'
import { useMe } from '../../../platform/session.tsx'
import { type FieldErrors, schemaErrors } from '../../../platform/zod-form.ts'
import { browserCountry } from '../wizard/start.ts'
import type { PartOfRequest, WizardStart, WizardValues } from '../wizard/step.ts'
import {
  filledValues,
  initialValues,
  keepErrors,
  partOfRequest,
  placeErrors,
  type StepErrors,
} from '../wizard/wizard-state.ts'
import { type NameValues, nameStepId, templateSteps as steps } from './template-steps.tsx'
import { templateValues } from './template-values.ts'
import type { KnownTemplate } from './use-save-template.ts'

const schema = z.object({ name: displayName, values: CustomerTemplateValues })

/** What the form of a template holds, what it asks for, and what is wrong with it. */
export function useTemplateForm(known: KnownTemplate | null) {
  const { id, name, type } = useMe().membership.organization
  const [start] = useState<WizardStart>({ parent: { id, name, type }, country: browserCountry(navigator.language) })
  const [begun] = useState(() => valuesOf(start, known))
  const [{ values, errors }, setState] = useState<{ values: WizardValues; errors: StepErrors }>({
    values: begun,
    errors: {},
  })
  const update = useCallback((change: (values: WizardValues) => WizardValues) => {
    setState((now) => {
      const changed = change(now.values)
      return { values: changed, errors: keepErrors(now.errors, now.values, changed) }
    })
  }, [])
  const request = useMemo(() => partOfRequest(steps, values), [values])
  const { isOfProvider, ...named } = values[nameStepId] as NameValues
  const fresh = useMemo(() => partOfRequest(steps, initialValues(steps, start)), [start])
  const kept = templateValues(request, fresh, known?.template.values ?? {})
  return {
    values,
    errors,
    request,
    update,
    isTouched: values !== begun && JSON.stringify(values) !== JSON.stringify(begun),
    /** What the form would hold of another version. */
    valuesOf: (other: KnownTemplate) => valuesOf(start, other),
    /** What is sent. */
    body: { name: named.name, ...(isOfProvider ? { isShared: named.isShared } : {}), values: kept },
    setErrors: (found: StepErrors) => setState((now) => ({ ...now, errors: found })),
    /** What keeps it from being saved, by step. */
    invalid: () => placeTemplateErrors(schemaErrors(schema, { name: named.name, values: kept }), values).placed,
  }
}

/** Errors by the paths of a request at the steps and fields where they were typed. */
export function placeTemplateErrors(errors: FieldErrors, values: WizardValues): { placed: StepErrors; rest: string[] } {
  const { name, ...others } = errors
  const own = Object.entries(others).map(([path, message]) => [path.replace(/^values\./, ''), message])
  const { placed, rest } = placeErrors(steps, Object.fromEntries(own), values)
  return { placed: name === undefined ? placed : { [nameStepId]: { name }, ...placed }, rest }
}

function valuesOf(start: WizardStart, known: KnownTemplate | null): WizardValues {
  const fresh = initialValues(steps, start)
  if (!known) return fresh
  const { name, isShared, organization, values, parent } = known.template
  const named: NameValues = { name, isShared, isOfProvider: organization?.type === 'provider' }
  return { ...filledValues(steps, fresh, { request: values as PartOfRequest, parent }), [nameStepId]: named }
}
