/** How full the licenses of the customers of a list are, asked for many at once: apart, since the list asks it (IF7). */
import { z } from 'zod'
import { OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'

/** The most customers that are asked about at once, and the most types that are told of each. */
export const mostAsked = 100
export const mostFullest = 3

const count = z.number().int()

/** A type that a customer may take so many of. */
export const FullLicense = z.object({
  type: z.string().meta({
    description: 'Code of a type; `trial_devices` for what a trial holds, devices of all classes together',
  }),
  name: z.string(),
  limit: count,
  overage: count.meta({ description: 'How many more it may use, as far as those above have them free' }),
  demand: count.meta({
    description: 'What it and its divisions use; of a partner what lies below it uses, or has set aside',
  }),
  overBy: count.meta({ description: 'How many more are taken than may be' }),
})
export type FullLicense = z.infer<typeof FullLicense>

/** What is told of one customer. */
export const FullestLicenses = z.object({
  id: OrganizationId,
  mode: z.enum(['unlimited', 'allocated']),
  types: z.array(FullLicense).meta({
    description: `By demand ÷ (limit + overage), the fullest first, at most ${mostFullest}; a type that is forbidden and not used is none of them`,
  }),
})
export type FullestLicenses = z.infer<typeof FullestLicenses>

export const listFullestLicenses = defineOperation({
  id: 'listFullestLicenses',
  method: 'GET',
  path: '/fullest-licenses',
  tag: 'licenses',
  summary: 'Tells of some customers how full their fullest licenses are; of those that one does not see, nothing',
  access: 'licenses.read',
  query: z.strictObject({
    id: z
      .preprocess(
        (given) => (given === undefined ? given : [given].flat()),
        z.array(OrganizationId).min(1).max(mostAsked),
      )
      .meta({ description: 'Of customers, by repeating the parameter' }),
  }),
  response: z.object({ items: z.array(FullestLicenses) }),
  status: 200,
  errors: [],
})
