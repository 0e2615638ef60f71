/** Somebody who adds and deletes devices of their own without a pause, and who knows what was answered. */
import { newId } from '../platform/clock/clock.ts'
import { PatientWorker, type Shift, type Step } from './asker.ts'
import type { Place } from './license-tree.ts'
import type { Answer, Line } from './line.ts'

/** A device as its client knows it. */
export interface KnownDevice {
  name: string
  /** null as long as no answer told it. */
  id: string | null
  /** `refused`: the answer was that it cannot be; `maybe`: the answer to its creation or deletion never came. */
  state: 'there' | 'gone' | 'refused' | 'maybe'
  /** What the last answer was. */
  told?: string
}

const classes = ['server', 'computer', 'network_device', 'phone', 'tablet', 'non_it_asset'] as const
/** Around so many devices each has; more are deleted, fewer are added. */
const usualDevices = 25

/** One of those who work. */
export class LicenseClient extends PatientWorker {
  readonly devices: KnownDevice[] = []
  readonly #name: string
  readonly #places: readonly Place[]

  constructor(name: string, places: readonly Place[], random: () => number) {
    super(random)
    this.#name = name
    this.#places = places
  }

  async work({ line, mayGoOn, onAnswer }: Shift): Promise<void> {
    await this.settle(line, 0.8)
    while (mayGoOn() && !this.asker.isWaiting) {
      const answer = await this.#take(line, this.#next())
      if (answer) onAnswer(answer)
    }
  }

  /** Adds devices to one place until no license is left; how many it got. */
  async takeAll(line: Line, { id }: Place): Promise<number> {
    for (let taken = 0; ; taken++) {
      const device = this.#newDevice()
      await this.#take(line, this.#creation(device, id, 'server'))
      if (device.state !== 'there') return taken
    }
  }

  #next(): Step {
    const mine = this.devices.filter(({ state }) => state === 'there')
    if (this.random() < mine.length / (2 * usualDevices)) return deletionOf(this.pick(mine))
    return this.#creation(this.#newDevice(), this.pick(this.#places).id, this.pick(classes))
  }

  #newDevice(): KnownDevice {
    const device: KnownDevice = { name: `${this.#name}-${this.devices.length}`, id: null, state: 'maybe' }
    this.devices.push(device)
    return device
  }

  #creation(device: KnownDevice, organizationId: string, deviceClass: string): Step {
    const body = { organizationId, name: device.name, class: deviceClass }
    return {
      request: { method: 'POST', path: '/devices', body, key: newId() },
      done: ({ status, code, body: made }) => {
        device.told = `${status} ${code}`
        device.state = status === 201 ? 'there' : 'refused'
        if (status === 201) device.id = (made as { id: string }).id
      },
    }
  }

  /** One addition in fifty is sent twice at the same moment. */
  #take(line: Line, step: Step): Promise<Answer | null> {
    return this.asker.ask(line, step, step.request.method === 'POST' && this.random() < 0.02)
  }
}

/** Deletes a device; until that is answered nobody knows whether it is there. */
export function deletionOf(device: KnownDevice): Step {
  device.state = 'maybe'
  return {
    request: { method: 'DELETE', path: `/devices/${device.id}`, key: newId() },
    done: ({ status, code }) => {
      device.told = `${status} ${code}`
      device.state = status === 204 || status === 404 ? 'gone' : 'there'
    },
  }
}
