/** What of a form's request a template keeps. */
import { isSame } from '../profile/profile-values.ts'
import type { PartOfRequest } from '../wizard/step.ts'

type Fields = Record<string, unknown>

/**
 * The values of a template as a form leaves them. A field that stands as in a new customer is kept only where the
 * template had it before; so is a part of the plan, whose last day would otherwise be that of the day of saving.
 * @param fresh what the form of a new customer asks for before anything is typed
 * @param before the template's values until now
 */
export function templateValues(request: PartOfRequest, fresh: PartOfRequest, before: Fields): PartOfRequest {
  const kept = differing(request, fresh, before)
  if (!kept.plan || !request.plan) return kept
  const plan = differing(request.plan, fresh.plan ?? {}, asFields(before.plan))
  return { ...kept, plan: { ...plan, kind: request.plan.kind } as NonNullable<PartOfRequest['plan']> }
}

function differing<Given extends object>(given: Given, fresh: object, before: Fields): Partial<Given> {
  const plain = asFields(fresh)
  const entries = Object.entries(given).filter(([name, value]) => name in before || !isSame(plain[name], value))
  return Object.fromEntries(entries) as Partial<Given>
}

function asFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
