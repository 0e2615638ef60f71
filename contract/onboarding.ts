import { z } from 'zod'
import { OrganizationId } from './ids.ts'
import { defineOperation } from './operation.ts'

/** What a customer can be created without and usually needs, in the order in which it is asked for. */
export const onboardingKeys = [
  'address',
  'domain',
  'businessEmail',
  'phone',
  'billingProfile',
  'primaryContact',
  'billingContact',
  'administrator',
  'technicians',
  'accountManager',
  'salesRepresentatives',
  'entities',
] as const
export type OnboardingKey = (typeof onboardingKeys)[number]

/** `not_needed`: somebody has decided that this customer does without. */
export const onboardingStates = ['open', 'done', 'not_needed'] as const

const state = z.enum(onboardingStates)

/** One thing that was left out when the customer was created. */
export const OnboardingItem = z.object({
  key: z.enum(onboardingKeys),
  state: state.meta({ description: 'done as soon as it is there, ticked or not' }),
  isFound: z.boolean().meta({ description: 'Whether it is there meanwhile' }),
  changedAt: z.iso.datetime().nullable().meta({ description: 'When somebody ticked it or said that it is not needed' }),
  changedBy: z.string().nullable(),
})
export type OnboardingItem = z.infer<typeof OnboardingItem>

/** What is left to do for a customer; without items where nothing was left out. */
export const Onboarding = z.object({
  items: z.array(OnboardingItem),
  progress: z.object({
    settled: z.number().int().meta({ description: 'Items that are done or not needed' }),
    total: z.number().int(),
  }),
})
export type Onboarding = z.infer<typeof Onboarding>

const params = z.object({ id: OrganizationId })

export const getOnboarding = defineOperation({
  id: 'getOnboarding',
  method: 'GET',
  path: '/customers/{id}/onboarding',
  tag: 'onboarding',
  summary: 'Reads what was left out when a customer was created, and what of it is there meanwhile',
  access: 'customers.read',
  params,
  response: Onboarding,
  status: 200,
  errors: ['not_found'],
})

export const updateOnboardingItem = defineOperation({
  id: 'updateOnboardingItem',
  method: 'PATCH',
  path: '/customers/{id}/onboarding/{key}',
  tag: 'onboarding',
  summary: 'Ticks something as done, as not needed, or opens it again',
  access: 'customers.update',
  params: params.extend({ key: z.enum(onboardingKeys) }),
  body: z.strictObject({ state }),
  response: OnboardingItem,
  status: 200,
  errors: ['not_found'],
  example: { body: { state: 'not_needed' } },
})
