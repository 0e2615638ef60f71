import { z } from 'zod'
import { coded } from './issues.ts'

/** A day as people send one; the calendar begins with the year 1. */
export const calendarDay = z.iso
  .date()
  .refine((day) => !day.startsWith('0000'), coded('out_of_range', 'There is no year 0'))
