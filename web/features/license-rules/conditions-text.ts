import type { RuleConditions } from '@tenantry/contract/license-rules.ts'
import type { DeviceClasses } from '../../ui/device-classes.tsx'
import { texts } from './license-rules.texts.ts'

/**
 * What a rule is for, in one line: 'Server, Printer · Dell · 192.0.2.0/24 · Airtel'.
 * @param names of organizations; undefined while they are read
 */
export function conditionsText(
  conditions: RuleConditions,
  { nameOf }: Pick<DeviceClasses, 'nameOf'>,
  names: Map<string, string> | undefined,
): string {
  const { classes, makers, addressRanges, organizationIds } = conditions
  const parts = [
    classes.map(nameOf),
    makers,
    addressRanges,
    organizationIds.map((id) => (names ? (names.get(id) ?? texts.unknownCustomer) : '…')),
  ]
  const filled = parts.filter((part) => part.length > 0)
  return filled.length === 0 ? texts.all : filled.map((part) => part.join(', ')).join(' · ')
}
