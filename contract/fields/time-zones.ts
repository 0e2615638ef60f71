/** Time zones by their IANA names. */
import { z } from 'zod'
import { type Clearable, clearable } from './clearable.ts'
import { coded } from './issues.ts'

/** Names are words; an offset like +02:00 knows no daylight saving and is refused, although Intl takes it. */
const zoneName = /^[A-Z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/

/** Whether a text is an IANA time zone name that this machine knows; links like Asia/Kolkata count. */
export function isTimeZone(name: string): boolean {
  if (!zoneName.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** The zones to pick from, UTC first; where the browser cannot list them, UTC and its own zone. */
export function listTimeZones(): string[] {
  const own = new Intl.DateTimeFormat('en').resolvedOptions().timeZone
  const zones = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [own]
  return ['UTC', ...zones.filter((zone) => zone !== 'UTC')]
}

/** An IANA time zone name. */
export const timeZone = z
  .string()
  .trim()
  .refine(isTimeZone, coded('time_zone_unknown', 'Must be a time zone name, like Europe/Berlin'))
  .meta({ description: 'IANA time zone name', examples: ['Europe/Berlin'], maxLength: 64 })

/** A time zone that may be left out or cleared; see {@link timeZone}. */
export const timeZoneName: Clearable<z.ZodString> = clearable(timeZone)
