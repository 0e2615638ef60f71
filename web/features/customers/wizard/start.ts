import type { Parent } from './step.ts'

const storageKey = (membershipId: string) => `tenantry-add-customer-below-${membershipId}`

/** Notes below which organization the wizard adds, so that loading the page again changes nothing; null for one's own. */
export function keepParent(storage: Storage, membershipId: string, parent: Parent | null): void {
  try {
    if (parent) storage.setItem(storageKey(membershipId), JSON.stringify(parent))
    else storage.removeItem(storageKey(membershipId))
  } catch {
    // Without storage the wizard begins below one's own organization, and says so.
  }
}

/** The organization that was noted last. */
export function readParent(storage: Storage, membershipId: string): Parent | null {
  try {
    return JSON.parse(storage.getItem(storageKey(membershipId)) ?? 'null') as Parent | null
  } catch {
    return null
  }
}

/** The country of a browser's language, where it names one; phone numbers begin in it. */
export function browserCountry(language: string): string {
  try {
    return new Intl.Locale(language).maximize().region ?? ''
  } catch {
    return ''
  }
}
