import { showEmail } from '@tenantry/contract/fields/web-addresses.ts'
import { placeText } from '../customer-words.ts'
import type { EntityValues } from './entity-values.ts'

/** Whom to talk to: the name, else how to reach them; empty where nothing is known. */
export function contactText(contact: {
  firstName: string | null
  lastName: string | null
  email: string | null
}): string {
  const name = [contact.firstName, contact.lastName].map((part) => (part ?? '').trim()).filter(Boolean)
  return name.join(' ') || showEmail((contact.email ?? '').trim())
}

/** Contact and place of an entity in a form, on one line. */
export function summaryText({ contact, location }: EntityValues): string {
  const place = placeText({ city: location.city.trim() || null, country: location.country || null })
  return [contactText(contact), place || location.name.trim()].filter(Boolean).join(' · ')
}
