/** How much of the provider's pool was used, day by day, and when it runs out. */
import { z } from 'zod'
import { defineOperation } from './operation.ts'

/** So many days are told, today included. */
export const historyDays = 90

/** With fewer days than these, chance decides what a line says. */
export const fewestDays = 14

const day = z.iso.date()

/** The use of one type. */
export const PoolHistory = z.object({
  type: z.string(),
  name: z.string(),
  points: z.array(z.object({ day, used: z.number().int() })).meta({
    description:
      'What was used at the end of each day where the provider is, oldest first; none from before the ledger',
  }),
  taken: z.number().int().meta({
    description: 'What is in use or set aside today; the forecast grows from it, since what is set aside is not free',
  }),
  owned: z.array(z.object({ day, count: z.number().int() })).meta({
    description:
      'What is owned from each of these days on, as purchases begin and end, the first at or before the first of the points and with the days to come; none where nothing was ever bought',
  }),
  hasEnoughDays: z.boolean().meta({ description: 'With fewer than 14 days nothing is forecast' }),
  forecast: z
    .object({
      perDay: z.number().meta({ description: 'Growth of the least squares line through these days' }),
      perDayLeast: z.number(),
      perDayMost: z.number().meta({
        description: 'With perDayLeast, the range that holds the real growth 19 of 20 times',
      }),
      runsOutOn: day.nullable().meta({
        description:
          'The first day on which all that is owned then is taken, as purchases begin and end; null for none in ten years',
      }),
      earliest: day.nullable(),
      latest: day
        .nullable()
        .meta({ description: 'With earliest, the same for the most and the least growth; null for none in ten years' }),
    })
    .nullable()
    .meta({ description: 'null where nothing was ever bought, and with too few days' }),
})
export type PoolHistory = z.infer<typeof PoolHistory>

export const getLicensePoolHistory = defineOperation({
  id: 'getLicensePoolHistory',
  method: 'GET',
  path: '/license-pool/history',
  tag: 'licenses',
  summary: 'Tells what was used of each type day by day, and when the pool runs out if that goes on',
  access: 'license_pool.read',
  response: z.object({ items: z.array(PoolHistory) }),
  status: 200,
  errors: [],
})
