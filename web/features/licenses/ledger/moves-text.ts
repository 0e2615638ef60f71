import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { texts } from './ledger.texts.ts'

const words = texts.list

/**
 * Which moves leave lines in the ledger; null for whoever sees nothing that moves.
 * @param reader what the organization is that somebody reads for
 */
export function movesText(reader: OrganizationType, mayReadAudit: boolean): string | null {
  if (reader === 'customer' || reader === 'division') return null
  return mayReadAudit ? `${words.divisions} ${words.otherMoves}` : words.divisions
}
