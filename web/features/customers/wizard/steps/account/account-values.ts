import { customerTypes } from '@tenantry/contract/customer-list.ts'
import { CustomerInput } from '@tenantry/contract/customers.ts'
import { childTypes, type OrganizationType } from '@tenantry/contract/organizations.ts'
import { type FieldErrors, schemaErrors } from '../../../../../platform/zod-form.ts'
import { dayAhead, filledPlan, type PlanValues, planErrors, toPlanInput } from '../../../form/plan-values.ts'
import { formTexts } from '../../../form.texts.ts'
import type { Filling, Parent, PartOfRequest } from '../../step.ts'

export type CustomerType = (typeof customerTypes)[number]

/** Where the account lies, what it is and how it pays, as the step holds it. */
export type AccountValues = { parent: Parent; type: CustomerType | ''; plan: PlanValues; isActive: boolean }

const schema = CustomerInput.pick({ parentId: true, type: true, plan: true, isActive: true })

/** The types that may lie directly below an organization, the most frequent first. */
export function typesBelow(parent: OrganizationType): CustomerType[] {
  return customerTypes.filter((type) => childTypes[parent].includes(type))
}

/** The values under another organization: a type that may not lie there gives way to the first that may. */
export function withParent(values: AccountValues, parent: Parent): AccountValues {
  const allowed = typesBelow(parent.type)
  const keeps = allowed.some((type) => type === values.type)
  return { ...values, parent, type: keeps ? values.type : (allowed[0] ?? '') }
}

/** The values with what a copy or a template says. A type that may not lie below the organization gives way. */
export function fill(values: AccountValues, { request, parent }: Filling): AccountValues {
  const { type = values.type, isActive = values.isActive, plan } = request
  const filled = { ...values, type, isActive, plan: plan ? filledPlan(values.plan, plan) : values.plan }
  return withParent(filled, parent ?? values.parent)
}

/** What the step asks the API for. */
export function toRequest({ parent, type, plan, isActive }: AccountValues): PartOfRequest {
  return { parentId: parent.id, ...(type === '' ? {} : { type }), plan: toPlanInput(plan), isActive }
}

/** What keeps the step from being sent. */
export function validate(values: AccountValues): FieldErrors {
  if (values.parent.id === '') return { parent: formTexts.account.parentMissing }
  if (values.type === '') return { type: formTexts.account.typeMissing }
  const { kind, expiresOn } = values.plan
  const isOver = kind === 'trial' && expiresOn !== '' && expiresOn < dayAhead(0)
  return {
    ...schemaErrors(schema, toRequest(values)),
    ...planErrors(values.plan),
    ...(isOver ? { 'plan.expiresOn': formTexts.account.expiresInThePast } : {}),
  }
}
