/** Devices that a check has found to be added or changed so far: each piece is rolled back. */
import type { DeviceRowInput } from '@tenantry/contract/device-file.ts'
import type { Device } from '@tenantry/contract/devices.ts'
import type { Context } from '../../platform/http/context.ts'
import { classesOf, type DeviceTraits, type HeldLicenses, typesAmong } from '../license-counts/public.ts'

/** A device that takes licenses (1), or takes them no longer (-1). */
export interface TakenByDevice {
  organizationId: string
  traits: DeviceTraits
  count: 1 | -1
}

/** What rows of devices take and give back. */
export const takenByDevices = {
  byNew: ({ organizationId, input }: { organizationId: string; input: DeviceRowInput }): TakenByDevice =>
    taken(organizationId, input, 1),
  byChanged: (before: object, after: object): TakenByDevice[] => {
    const [was, is] = [before as Device, after as Device]
    return [taken(was.organizationId, was, -1), taken(is.organizationId, is, 1)]
  },
}

type Traits = Partial<Pick<Device, 'class' | 'status' | 'monitorsAvailability' | 'monitorsPerformance'>>

function taken(organizationId: string, device: Traits, count: 1 | -1): TakenByDevice {
  const traits = {
    class: device.class as string,
    isRetired: device.status === 'retired',
    monitorsAvailability: device.monitorsAvailability === true,
    monitorsPerformance: device.monitorsPerformance === true,
  }
  return { organizationId, traits, count }
}

/** Counts alike ones together, for the next piece is to find what they would leave of the licenses. */
export class EarlierDevices {
  readonly #alike = new Map<string, Omit<TakenByDevice, 'count'> & { count: number }>()

  note({ organizationId, traits, count }: TakenByDevice): void {
    const key = [organizationId, ...Object.values(traits)].join(' ')
    const sum = count + (this.#alike.get(key)?.count ?? 0)
    if (sum === 0) this.#alike.delete(key)
    else this.#alike.set(key, { organizationId, traits, count: sum })
  }

  /** What they take by organization and type; below 0 where they give back more. */
  async licenses(context: Pick<Context, 'tx'>): Promise<HeldLicenses[]> {
    if (this.#alike.size === 0) return []
    const classes = await classesOf(context)
    const by = new Map<string, HeldLicenses>()
    for (const { organizationId, traits, count } of this.#alike.values())
      for (const type of typesAmong(classes, traits)) {
        const place = `${organizationId} ${type}`
        by.set(place, { organizationId, type, count: count + (by.get(place)?.count ?? 0) })
      }
    return [...by.values()].filter(({ count }) => count !== 0)
  }
}
