import type { CustomerLicenses } from '@tenantry/contract/licenses.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { texts } from './licenses.texts.ts'

/** Devices of all classes together, as the ledger calls them. */
export const trialDevices = 'trial_devices'

/**
 * Whether limits below an organization may take of it: divisions have none, so that below an enterprise nothing is set
 * aside, and below customers lies nothing.
 */
export const setsAside = (organization: OrganizationType): boolean => organization === 'partner'

/** Whether nothing is set aside, so that nothing can run out: in the unlimited mode, and before the first number. */
export const hasNoNumber = ({ types }: Pick<CustomerLicenses, 'types'>): boolean =>
  types.every(({ limit }) => limit === null)

/** By what an organization may use licenses; null after the end of a trial, when it draws on nothing more. */
export function leadOf(
  type: OrganizationType,
  { mode, types, trial }: Pick<CustomerLicenses, 'mode' | 'types' | 'trial'>,
) {
  if (type === 'division') return 'division'
  if (mode === 'allocated' && !hasNoNumber({ types })) return 'allocated'
  const daysLeft = trial?.daysLeft ?? 0
  if (daysLeft < 0) return null
  return mode === 'allocated' ? 'none' : mode
}

/** The share that a story is about; none for a type that is not counted. */
export function storyOf({ types, trial }: CustomerLicenses, type: string) {
  if (type !== trialDevices) return types.find((each) => each.type === type) ?? null
  return trial && { ...trial, type, name: texts.tab.trialStory, demand: trial.used, overage: 0 }
}
