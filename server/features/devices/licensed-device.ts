/** What the licenses of a device are about: its class and what monitors it, unless it is retired. */
import type { Context } from '../../platform/http/context.ts'
import { changesOfDevice, type DeviceTraits, typesOfDevice, typesOfNewDevice } from '../license-counts/public.ts'
import type { DeviceWish } from './create-devices.ts'
import type { DeviceRow } from './devices.queries.ts'

/** A device as far as its licenses depend on it. */
export type Licensed = Pick<
  DeviceRow,
  'id' | 'organization_id' | 'name' | 'class' | 'status' | 'monitors_availability' | 'monitors_performance'
>

/** What the licenses of a device depend on, of its row. */
export function traitsOf(row: Omit<Licensed, 'id' | 'organization_id' | 'name'>) {
  return {
    class: row.class,
    isRetired: row.status === 'retired',
    monitorsAvailability: row.monitors_availability,
    monitorsPerformance: row.monitors_performance,
  }
}

/** What the licenses of a device depend on that somebody wants. */
export function traitsOfWish(input: DeviceWish['input']): DeviceTraits {
  return {
    class: input.class as string,
    isRetired: input.status === 'retired',
    monitorsAvailability: input.monitorsAvailability === true,
    monitorsPerformance: input.monitorsPerformance === true,
  }
}

/** The types that a device takes. */
export function typesOf(context: Pick<Context, 'tx'>, row: Parameters<typeof traitsOf>[0]) {
  return typesOfDevice(context, traitsOf(row))
}

/** The types that a new device takes. @throws invalid_input (422) for a class that takes none */
export function typesOfNew(context: Pick<Context, 'tx'>, row: Parameters<typeof traitsOf>[0]) {
  return typesOfNewDevice(context, traitsOf(row))
}

/** What a device of some types takes (1) or gives back (-1) where it lies. */
export function changesOf(row: Licensed, types: readonly string[], count: 1 | -1) {
  return changesOfDevice({ organizationId: row.organization_id, id: row.id, name: row.name, types }, count)
}

/** Whether a device that is changed takes licenses for something that is more than before. */
export function growingField(
  before: Licensed,
  after: Licensed,
): 'status' | 'monitorsAvailability' | 'monitorsPerformance' | null {
  if (after.status === 'retired') return null
  if (before.status === 'retired') return 'status'
  if (after.monitors_availability && !before.monitors_availability) return 'monitorsAvailability'
  if (after.monitors_performance && !before.monitors_performance) return 'monitorsPerformance'
  return null
}
