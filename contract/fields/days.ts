import { z } from 'zod'
import { coded } from './issues.ts'

/** A day as people send one; the calendar begins with the year 1. */
export const calendarDay = z.iso
  .date()
  .refine((day) => !day.startsWith('0000'), coded('out_of_range', 'There is no year 0'))

const firstYear = 1990
const mostYearsAhead = 50

/**
 * A day from which something may have been there: an earlier one is most likely a slip, as where a year was typed with two
 * digits.
 */
export const recentDay = calendarDay
  .refine(
    (day) => yearOf(day) >= firstYear,
    coded('too_early', `Before ${firstYear}, which is most likely a slip: check the year`),
  )
  .meta({ description: `Not before ${firstYear}` })

/** A day on which something begins: also not one that nobody plans for. What ends may be open with a day far ahead. */
export const likelyDay = recentDay
  .refine(
    (day) => yearOf(day) <= new Date().getUTCFullYear() + mostYearsAhead,
    coded('too_late', `More than ${mostYearsAhead} years ahead, which is most likely a slip: check the year`),
  )
  .meta({ description: `Not before ${firstYear}, and at most ${mostYearsAhead} years ahead` })

function yearOf(day: string): number {
  return Number(day.slice(0, 4))
}
