import type { OnboardingKey } from '@tenantry/contract/onboarding.ts'

/** What a customer can be created without, in words. */
export const thingWords: Record<OnboardingKey, string> = {
  address: 'Address',
  domain: 'Domain',
  businessEmail: 'Business email',
  phone: 'Phone',
  billingProfile: 'Billing profile',
  primaryContact: 'Primary contact',
  billingContact: 'Billing contact',
  administrator: 'Administrator',
  technicians: 'Technicians',
  accountManager: 'Account manager',
  salesRepresentatives: 'Sales representatives',
  entities: 'Entities',
}

/** The words of onboarding. */
export const texts = {
  title: 'Onboarding',
  things: thingWords,
  progress: (settled: number, total: number) => `${settled} of ${total} settled`,
  complete: 'Everything that was left out is settled.',
  show: 'Show the list',
  tick: (thing: string) => `${thing} is done`,
  found: 'is there',
  notNeeded: 'Not needed',
  notNeededFor: (thing: string) => `${thing}: not needed`,
  needed: 'Needed after all',
  neededFor: (thing: string) => `${thing}: needed after all`,
  byWhom: (state: string, name: string) => `${state}, says ${name}`,
  done: 'done',
  failed: 'The onboarding could not be changed',
} as const
