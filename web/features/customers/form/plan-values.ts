import { type Customer, type CustomerInput, mostTrialLicenses } from '@tenantry/contract/customers.ts'
import type { z } from 'zod'
import { formatNumber } from '../../../platform/format.ts'
import { typedCount } from '../../../platform/typed-count.ts'
import type { FieldErrors } from '../../../platform/zod-form.ts'
import { formTexts } from '../form.texts.ts'

/** How the customer pays, as a form holds it. */
export type PlanValues = { kind: 'trial' | 'purchased'; trialLicenses: string; expiresOn: string }

export type PlanInput = NonNullable<z.input<typeof CustomerInput>['plan']>

/** Licenses and days that a trial has unless told otherwise. */
export const trialDefaults = { licenses: 5, days: 30 } as const

/** A day some days ahead as `2026-03-01`, in the person's time zone. */
export function dayAhead(days: number, now = new Date()): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${String(day.getFullYear()).padStart(4, '0')}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** The plan of a new customer, as the API has it: purchased, with what a trial would begin with beside it. */
export function newPlan(now = new Date()): PlanValues {
  return { ...newTrial(now), kind: 'purchased' }
}

/** A trial as it is offered to a new customer. */
export function newTrial(now = new Date()): PlanValues {
  return { kind: 'trial', trialLicenses: String(trialDefaults.licenses), expiresOn: dayAhead(trialDefaults.days, now) }
}

/** The plan of a customer in a form; what a trial would begin with stands ready beside a purchased one. */
export function planOf({ plan }: Customer, now = new Date()): PlanValues {
  const offered = newTrial(now)
  if (!plan) return { ...offered, kind: 'purchased' }
  return {
    kind: plan.kind,
    trialLicenses: plan.trialLicenses === null ? offered.trialLicenses : String(plan.trialLicenses),
    expiresOn: plan.expiresOn ?? (plan.kind === 'trial' ? '' : offered.expiresOn),
  }
}

/** The plan with what a copy or a template says of it. */
export function filledPlan(values: PlanValues, plan: PlanInput): PlanValues {
  if (plan.kind === 'purchased') return { ...values, kind: 'purchased' }
  const { trialLicenses, expiresOn = values.expiresOn } = plan
  return {
    kind: 'trial',
    trialLicenses: trialLicenses === undefined ? values.trialLicenses : String(trialLicenses),
    expiresOn,
  }
}

/** What a form asks the API to store. A number that is none goes out as typed, for the check to name it. */
export function toPlanInput({ kind, trialLicenses, expiresOn }: PlanValues): PlanInput {
  if (kind === 'purchased') return { kind }
  return {
    kind,
    ...(trialLicenses.trim() === '' ? {} : { trialLicenses: typedCount(trialLicenses) }),
    ...(expiresOn === '' ? {} : { expiresOn }),
  }
}

/** What is wrong with the number of a trial, by the path of its field; an empty one is left to the API. */
export function planErrors({ kind, trialLicenses }: PlanValues): FieldErrors {
  if (kind === 'purchased' || trialLicenses.trim() === '' || typedCount(trialLicenses) <= mostTrialLicenses) return {}
  return { 'plan.trialLicenses': formTexts.account.trialLicensesWrong(formatNumber(mostTrialLicenses)) }
}
