import type { Customer, CustomerPatch } from '@tenantry/contract/customers.ts'
import type { z } from 'zod'
import { type CompanyValues, companyOf, toCompanyInput } from '../form/company-values.ts'
import { type ExternalIdsValues, externalIdsOf, toExternalIds } from '../form/external-id-values.ts'
import { type PlanValues, planOf, toPlanInput } from '../form/plan-values.ts'
import { type PeopleInput, peopleOf, toPeopleInput } from '../people/people-input.ts'
import type { PeopleValues } from '../people/people-values.ts'

/** Everything about a customer that its profile edits. */
export type ProfileValues = {
  company: CompanyValues
  people: PeopleValues
  account: { plan: PlanValues; isActive: boolean }
  externalIds: ExternalIdsValues
}

/** The body of a change. */
export type Patch = z.input<typeof CustomerPatch>

/** A customer in the form of its profile. */
export function profileOf(customer: Customer): ProfileValues {
  return {
    company: companyOf(customer),
    people: peopleOf(customer),
    account: { plan: planOf(customer), isActive: customer.isActive },
    externalIds: externalIdsOf(customer),
  }
}

/** Every field as the API takes it, changed or not. */
export function toPatch({ company, people, account, externalIds }: ProfileValues) {
  const { plan, isActive } = account
  return {
    ...toCompanyInput(company),
    ...toPeoplePatch(toPeopleInput(people)),
    plan: toPlanInput(plan),
    isActive,
    externalIds: toExternalIds(externalIds),
  } satisfies Patch
}

/** The administrator is named when a customer is created, and not by editing it. */
function toPeoplePatch({ contacts, ...rest }: PeopleInput) {
  const { primary, billing, others } = contacts
  return { ...rest, contacts: { primary, billing, others } }
}

/** Whether two values are the same to the API, in whatever order their parts stand. */
export function isSame(a: unknown, b: unknown): boolean {
  if (!isGroup(a) || !isGroup(b)) return Object.is(a ?? null, b ?? null)
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => isSame(a[name], b[name]))
}

/**
 * Only the fields that differ from what the customer was read with; within an address or a contact, only its changed
 * parts, so that nobody's change of another part is undone. A billing address that parts from the company's is sent whole: nothing of it is stored until then.
 */
export function changedFields(base: ProfileValues, mine: ProfileValues): Patch {
  const before = toPatch(base)
  const after = toPatch(mine)
  const parts = base.company.billing.sameAsCompany && !mine.company.billing.sameAsCompany
  const { location, billing, contacts, ...rest } = after
  const changes = differing(before, rest)
  const movedTo = differing(before.location ?? {}, location ?? {})
  const billed = parts ? billing : differing(before.billing ?? {}, billing ?? {})
  const people = changedContacts(before.contacts, contacts)
  return {
    ...changes,
    ...(Object.keys(people).length > 0 ? { contacts: people } : {}),
    ...(Object.keys(movedTo).length > 0 ? { location: movedTo } : {}),
    ...(billed && Object.keys(billed).length > 0 ? { billing: billed } : {}),
  }
}

type Contacts = ReturnType<typeof toPatch>['contacts']

function changedContacts(before: Contacts, after: Contacts): Partial<Contacts> {
  const { primary, billing, others } = differing(before, after)
  return {
    ...(primary === undefined ? {} : { primary: primary && differing(before.primary ?? {}, primary) }),
    ...(billing === undefined ? {} : { billing: billing && differing(before.billing ?? {}, billing) }),
    ...(others === undefined ? {} : { others }),
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
