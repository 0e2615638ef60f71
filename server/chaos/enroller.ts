/** A program at a customer's site that reports its devices in batches, the same ones again and again. */
import { newId } from '../platform/clock/clock.ts'
import { PatientWorker, type Shift, type Step } from './asker.ts'
import { deletionOf, type KnownDevice } from './license-client.ts'
import type { Answer, Line } from './line.ts'

interface Result {
  result: 'enrolled' | 'updated' | 'refused'
  deviceId: string | null
  code: string | null
}

const mostDevices = 40
const mostOfBatch = 12
const classes = ['server', 'phone', 'non_it_asset'] as const

/** One of those who work, with a token of one customer. */
export class Enroller extends PatientWorker {
  /** The name of each is its serial number. */
  readonly devices: KnownDevice[]
  /** What it was told that cannot be. */
  readonly wrong: string[] = []
  readonly #token: string

  constructor(name: string, token: string, random: () => number) {
    super(random)
    this.#token = token
    this.devices = Array.from({ length: mostDevices }, (_, index) => ({
      name: `${name}-${index}`,
      id: null,
      state: 'gone',
    }))
  }

  async work({ line, mayGoOn, onAnswer }: Shift): Promise<void> {
    await this.settle(line, 0.8)
    while (mayGoOn() && !this.asker.isWaiting) {
      const answer = await this.#next(line)
      if (answer) onAnswer(answer)
    }
  }

  /** Every fourth step deletes a device, which its program then reports anew; one batch in ten is sent twice at once. */
  #next(line: Line): Promise<Answer | null> {
    const there = this.devices.filter(({ state }) => state === 'there')
    if (there.length > 0 && this.random() < 0.25) return this.asker.ask(line, deletionOf(this.pick(there)))
    const batch = Array.from({ length: 1 + this.below(mostOfBatch) }, () => this.pick(this.devices))
    return this.asker.ask(line, this.#report(batch), this.random() < 0.1)
  }

  #report(batch: readonly KnownDevice[]): Step {
    const before = new Map(batch.map((device) => [device, device.state]))
    for (const device of batch) if (device.state !== 'there') device.state = 'maybe'
    const devices = batch.map((device) => ({
      name: device.name,
      serialNumber: device.name,
      class: classes[this.devices.indexOf(device) % classes.length],
    }))
    return {
      request: { method: 'POST', path: '/devices/enroll', body: { devices }, token: this.#token, key: newId() },
      done: ({ status, code, body }) => {
        // The customer takes nothing now: all is as it was.
        if (status !== 200) for (const [device, state] of before) this.#tell(device, state, `${status} ${code}`)
        else
          for (const [index, result] of (body as { items: Result[] }).items.entries())
            this.#hear(batch[index] as KnownDevice, result)
      },
      together: (answers) => this.#together(answers),
    }
  }

  /** What one of them refuses, the other one may get: a license was given back in between. */
  #together(answers: readonly Answer[]): Answer {
    const [one = [], ...others] = answers.map(({ body }) => (body as { items: Result[] }).items)
    const items = one.map((first, index) => {
      const each = [first, ...others.flatMap((items) => items[index] ?? [])]
      const there = each.filter(({ result }) => result !== 'refused')
      if (new Set(there.map(({ deviceId }) => deviceId)).size > 1)
        this.wrong.push(`two reports at once were told of ${JSON.stringify(there)}`)
      return there[0] ?? first
    })
    return { status: 200, code: null, body: { items } }
  }

  #hear(device: KnownDevice, { result, deviceId, code }: Result): void {
    if (device.state === 'there' && device.id !== deviceId)
      this.wrong.push(`${device.name} was ${device.id} and is reported as ${result} ${deviceId} ${code}`)
    device.id = deviceId
    this.#tell(device, result === 'refused' ? 'refused' : 'there', `${result} ${code}`)
  }

  #tell(device: KnownDevice, state: KnownDevice['state'], told: string): void {
    device.state = state
    device.told = told
  }
}
