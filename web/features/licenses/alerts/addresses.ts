import { recipientsIn } from '@tenantry/contract/license-alert-settings.ts'

/** What ends one recipient and begins the next; a blank does not, for it may stand within a name. */
export const betweenRecipients = [',', ';', '\n', '\t']

/**
 * The addresses of what is typed or pasted, as the server reads it: `Ada King <ada@cust.example>` is one. What is none
 * stays to be told wrong.
 */
export function addressesOf(parts: readonly string[]): string[] {
  return [...new Set(parts.flatMap(recipientsIn))]
}
