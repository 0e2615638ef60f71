import type { Customer, CustomerPatch } from '@tenantry/contract/customers.ts'
import type { z } from 'zod'
import { type CompanyValues, companyOf, toCompanyInput } from '../form/company-values.ts'
import { type PlanValues, planOf, toPlanInput } from '../form/plan-values.ts'

/** Everything about a customer that its profile edits. */
export type ProfileValues = { company: CompanyValues; account: { plan: PlanValues; isActive: boolean } }

/** The body of a change. */
export type Patch = z.input<typeof CustomerPatch>

/** A customer in the form of its profile. */
export function profileOf(customer: Customer): ProfileValues {
  return {
    company: companyOf(customer),
    account: { plan: planOf(customer), isActive: customer.isActive },
  }
}

/** Every field as the API takes it, changed or not. */
export function toPatch({ company, account }: ProfileValues): Patch {
  return { ...toCompanyInput(company), plan: toPlanInput(account.plan), isActive: account.isActive }
}

/** Whether two values are the same to the API, in whatever order their parts stand. */
export function isSame(a: unknown, b: unknown): boolean {
  if (!isGroup(a) || !isGroup(b)) return Object.is(a ?? null, b ?? null)
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => isSame(a[name], b[name]))
}

/**
 * Only the fields that differ from what the customer was read with; within an address, only its changed parts. A billing
 * address that parts from the company's is sent whole: nothing of it is stored until then.
 */
export function changedFields(base: ProfileValues, mine: ProfileValues): Patch {
  const before = toPatch(base)
  const after = toPatch(mine)
  const parts = base.company.billing.sameAsCompany && !mine.company.billing.sameAsCompany
  const { location, billing, ...rest } = after
  const changes = differing(before, rest)
  const movedTo = differing(before.location ?? {}, location ?? {})
  const billed = parts ? billing : differing(before.billing ?? {}, billing ?? {})
  return {
    ...changes,
    ...(Object.keys(movedTo).length > 0 ? { location: movedTo } : {}),
    ...(billed && Object.keys(billed).length > 0 ? { billing: billed } : {}),
  }
}

function differing<Fields extends object>(before: Fields | object, after: Fields): Partial<Fields> {
  const old: Record<string, unknown> = { ...before }
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !isSame(old[name], value)),
  ) as Partial<Fields>
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
