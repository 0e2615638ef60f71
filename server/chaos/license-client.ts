/**
 * Somebody who adds and deletes devices of their own without a pause while the product is killed, and who knows what was
 * answered. Where an answer never came they mostly ask again, with the same key; where they do not, it stays unknown.
 */
import { newId } from '../platform/clock/clock.ts'
import type { Place } from './license-tree.ts'
import type { Answer, Line, Sent } from './line.ts'

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

interface Step {
  device: KnownDevice
  request: Sent
  done: (answer: Answer) => void
}

const classes = ['server', 'computer', 'network_device', 'phone', 'tablet', 'non_it_asset'] as const
/** Around so many devices each has; more are deleted, fewer are added. */
const usualDevices = 25

/** One of those who work. */
export class LicenseClient {
  readonly devices: KnownDevice[] = []
  readonly #name: string
  readonly #places: readonly Place[]
  readonly #random: () => number
  #unanswered: Step | null = null

  constructor(name: string, places: readonly Place[], random: () => number) {
    this.#name = name
    this.#places = places
    this.#random = random
  }

  /** Works until an answer does not come, or until it is told to stop. */
  async work(line: Line, mayGoOn: () => boolean, onAnswer: (answer: Answer) => void): Promise<void> {
    await this.settle(line, 0.8)
    while (mayGoOn() && !this.#unanswered) {
      const step = this.#next()
      const answer = await this.#take(line, step)
      if (answer) onAnswer(answer)
    }
  }

  /** Asks again for what got no answer, with that chance; what stays unknown is left alone. */
  async settle(line: Line, chance = 1): Promise<void> {
    const step = this.#unanswered
    if (!step) return
    this.#unanswered = null
    if (this.#random() < chance) await this.#take(line, step)
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
    if (this.#random() < mine.length / (2 * usualDevices)) return this.#deletion(this.#pick(mine))
    return this.#creation(this.#newDevice(), this.#pick(this.#places).id, this.#pick(classes))
  }

  #newDevice(): KnownDevice {
    const device: KnownDevice = { name: `${this.#name}-${this.devices.length}`, id: null, state: 'maybe' }
    this.devices.push(device)
    return device
  }

  #creation(device: KnownDevice, organizationId: string, deviceClass: string): Step {
    const body = { organizationId, name: device.name, class: deviceClass }
    return {
      device,
      request: { method: 'POST', path: '/devices', body, key: newId() },
      done: ({ status, code, body: made }) => {
        device.told = `${status} ${code}`
        device.state = status === 201 ? 'there' : 'refused'
        if (status === 201) device.id = (made as { id: string }).id
      },
    }
  }

  #deletion(device: KnownDevice): Step {
    return {
      device,
      request: { method: 'DELETE', path: `/devices/${device.id}`, key: newId() },
      done: ({ status, code }) => {
        device.told = `${status} ${code}`
        device.state = status === 204 || status === 404 ? 'gone' : 'there'
      },
    }
  }

  /** One in fifty is sent twice at the same moment, as by a line that breaks and comes back. */
  async #take(line: Line, step: Step): Promise<Answer | null> {
    step.device.state = 'maybe'
    const isTwice = step.request.method === 'POST' && this.#random() < 0.02
    const answers = await Promise.all(Array.from({ length: isTwice ? 2 : 1 }, () => line.send(step.request)))
    // A refusal is not kept for the other one, which may get what was given back in between.
    const made = answers.find((each) => each && each.status < 300)
    const answer = made ?? (answers.every((each) => each && !isStillRunning(each)) ? (answers[0] ?? null) : null)
    if (answer) step.done(answer)
    else this.#unanswered = step
    return answer
  }

  #pick<Each>(from: readonly Each[]): Each {
    return from[Math.floor(this.#random() * from.length)] as Each
  }
}

/** The other of two that were sent together is still at work. */
const isStillRunning = ({ status, code }: Answer) => status === 409 && code === 'idempotency_in_progress'
