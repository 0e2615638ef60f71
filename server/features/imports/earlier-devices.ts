import type { DevicesBefore, DeviceWish } from '../devices/public.ts'

/**
 * Devices that a check has found to be added so far, alike ones counted together: each piece is rolled back, and the next
 * one finds what they would leave of the licenses.
 */
export class EarlierDevices {
  readonly #alike = new Map<string, DevicesBefore>()

  note({ organizationId, input }: DeviceWish): void {
    const traits = {
      class: input.class as string,
      isRetired: input.status === 'retired',
      monitorsAvailability: input.monitorsAvailability === true,
      monitorsPerformance: input.monitorsPerformance === true,
    }
    const key = [organizationId, ...Object.values(traits)].join(' ')
    const count = 1 + (this.#alike.get(key)?.count ?? 0)
    this.#alike.set(key, { organizationId, traits, count })
  }

  get all(): DevicesBefore[] {
    return [...this.#alike.values()]
  }
}
