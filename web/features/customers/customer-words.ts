import { countryName } from '@tenantry/contract/fields/countries.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import type { Tone } from '../../ui/status-dot.tsx'

/** What a status means for the one who looks. */
export const statusTones: Record<OrganizationStatus, Tone> = {
  active: 'ok',
  disabled: 'idle',
  suspended: 'bad',
  offboarding: 'warn',
  archived: 'idle',
}

/** Whether the answer tells what only those above the customer may see; its own people are told none of it. */
export const showsInternals = ({ plan }: { plan: object | null }): boolean => plan !== null

/** City and country on one line; empty where neither is known. */
export function placeText(location: { city: string | null; country: string | null }): string {
  return [location.city, location.country && countryName(location.country)].filter(Boolean).join(', ')
}
