import type { BulkChangePreview } from '@tenantry/contract/bulk-changes.ts'
import type { StatusEffects } from '@tenantry/contract/lifecycle.ts'
import type { OrderValues } from './order.ts'

const labels = {
  peopleSignedOut: 'People who can no longer sign in',
  peopleLetIn: 'People who can sign in again',
  sessionsEnded: 'Sessions that end at once',
  apiKeysStopped: 'API keys that stop working',
  apiKeysRestored: 'API keys that work again',
  devices: 'Devices that go on reporting',
} as const

/** What a change of status does, number by number. */
export function effectRows(effects: StatusEffects): [string, number][] {
  return Object.entries(labels).map(([name, label]) => [label, effects[name as keyof typeof labels]])
}

/** Whether a change has effects that the preview leaves out, because they are of too many customers. */
export function isUnmeasured(
  kind: OrderValues['kind'],
  { changed, effects }: Pick<BulkChangePreview, 'changed' | 'effects'>,
): boolean {
  return kind === 'status' && changed > 0 && effects === null
}
