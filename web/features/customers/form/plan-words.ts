import { formatDate, formatNumber } from '../../../platform/format.ts'
import { typedCount } from '../../../platform/typed-count.ts'
import { texts } from '../customers.texts.ts'
import { formTexts } from '../form.texts.ts'
import { type PlanValues, trialDefaults } from './plan-values.ts'

const words = formTexts.review

/** A plan in words: 'Trial with 5 licenses until 22 December 2026'; what is empty is left out. */
export function planWords({ kind, trialLicenses, expiresOn }: PlanValues): string {
  if (kind === 'purchased') return texts.plans.purchased
  return words.trial(countWords(trialLicenses), expiresOn === '' ? '' : words.until(formatDate(expiresOn)))
}

/** The plan that a new customer gets, in words: where the number or the last day is empty, the one that it is given. */
export function newPlanWords(plan: PlanValues): string {
  const trialLicenses = plan.trialLicenses.trim() || String(trialDefaults.licenses)
  if (plan.kind === 'purchased' || plan.expiresOn !== '') return planWords({ ...plan, trialLicenses })
  return words.trial(countWords(trialLicenses), words.forDays(formatNumber(trialDefaults.days)))
}

/** What is no number stands as it was typed. */
function countWords(typed: string): string {
  const count = typedCount(typed)
  return Number.isNaN(count) ? typed.trim() : formatNumber(count)
}
