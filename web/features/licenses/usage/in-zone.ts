/** Times of a month as they are where its customer is, by whose days it is metered: elsewhere it begins on another day. */
import type { LicenseUsage } from '@tenantry/contract/license-usage.ts'
import { usedLanguage } from '../../../platform/format.ts'
import { texts } from './usage.texts.ts'

/** The day and time of an instant there. */
export function momentText(iso: string, timeZone: string): string {
  return textOf(iso, { dateStyle: 'medium', timeStyle: 'short', timeZone })
}

/** From which day on it was a trial or purchased, where that changed within the month; null where it did not. */
export function plansText({ plans, timeZone }: Pick<LicenseUsage, 'plans' | 'timeZone'>): string | null {
  if (plans.length < 2) return null
  return plans.map(({ kind, from }) => texts.plans[kind](textOf(from, { dateStyle: 'medium', timeZone }))).join(', ')
}

function textOf(iso: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(usedLanguage(), options).format(new Date(iso))
}
