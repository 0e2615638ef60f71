/** Days of a trial, as `2026-03-01`. */
import { dayAhead } from '../../customers/public.ts'

const dayMs = 86_400_000
/** So many days more are offered. */
const extensionDays = 30

/** How many days are left after today until a day; negative where it is over. */
export function daysLeft(day: string, now = new Date()): number {
  return Math.round((Date.parse(day) - Date.parse(dayAhead(0, now))) / dayMs)
}

/** The last day that is offered for one that ends, or has ended. */
export function laterDay(day: string, now = new Date()): string {
  return dayAhead(Math.max(0, day === '' ? 0 : daysLeft(day, now)) + extensionDays, now)
}
