/** Somebody who brings in files of devices and of customers, and takes some of them back. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Import } from '@tenantry/contract/imports.ts'
import { newId } from '../platform/clock/clock.ts'
import { PatientWorker, type Shift } from './asker.ts'
import type { Place } from './license-tree.ts'
import type { Answer, Line } from './line.ts'

/** How many imports came to which end. */
export type ImportEnds = Partial<Record<Import['state'], number>>

const headings = {
  devices: 'Customer code,Name,Class',
  customers: 'Name,Code,Administrator first name,Administrator email',
}
const classes = ['Server', 'Phone', 'Non-IT asset'] as const
/** What has more rows than these goes in in several transactions. */
const longFile = 1_200

/** One of those who work. */
export class ImportingClient extends PatientWorker {
  readonly ends: ImportEnds = {}
  /** What it was told that cannot be. */
  readonly wrong: string[] = []
  readonly #name: string
  readonly #places: readonly Place[]
  #files = 0
  #current: Import | null = null

  constructor(name: string, places: readonly Place[], random: () => number) {
    super(random)
    this.#name = name
    this.#places = places
  }

  async work({ line, mayGoOn, onAnswer }: Shift): Promise<void> {
    // With another chance a file would lie there that nobody goes on with.
    await this.settle(line, 1)
    while (mayGoOn()) {
      const answer = await (this.#current === null ? this.#send(line) : this.#goOn(line, this.#current))
      if (answer === null) return
      if (answer !== 'looked at') onAnswer(answer)
      else await delay(40)
    }
  }

  /**
   * Waits until its import is over, or else ends it. What is being taken back cannot be ended and goes on later.
   * @returns whether it goes on
   */
  async finish(line: Line, patienceMs: number): Promise<boolean> {
    await this.settle(line, 1)
    for (const until = Date.now() + patienceMs; this.#isAtWork() && Date.now() < until; await delay(100))
      await this.#look(line)
    if (this.#current?.state === 'running') await this.#do(line, 'cancel')
    await this.#look(line)
    if (this.#current?.state === 'running') this.wrong.push(`import ${this.#current.file.name} cannot be ended`)
    return this.#isAtWork()
  }

  #isAtWork(): boolean {
    return this.#current !== null && ['running', 'undoing'].includes(this.#current.state)
  }

  /** An answer of what its import needs next. */
  async #goOn(line: Line, { state, progress }: Import): Promise<Answer | 'looked at' | null> {
    if (state === 'analysed') return this.#do(line, 'start')
    if (state === 'running' || state === 'undoing') return (await this.#look(line)) ? 'looked at' : null
    if (state === 'finished' && progress.created > 0 && this.random() < 0.4) return this.#do(line, 'undo')
    this.ends[state] = (this.ends[state] ?? 0) + 1
    this.#current = null
    return 'looked at'
  }

  /** A file whose answer never comes is forgotten: nothing of it has been brought in. */
  async #send(line: Line): Promise<Answer | null> {
    const kind = this.random() < 0.7 ? 'devices' : 'customers'
    const word = `${this.#name}x${this.#files++}`
    const rows = kind === 'devices' && this.random() < 0.1 ? longFile : 5 + Math.floor(this.random() * 40)
    const lines = Array.from({ length: rows }, (_, index) => this.#row(kind, `${word}-${index}`))
    const file = [headings[kind], ...lines].join('\n')
    const answer = await line.send({
      method: 'POST',
      path: `/imports?kind=${kind}&fileName=${word}`,
      file,
      key: newId(),
    })
    if (answer?.status === 201) this.#current = answer.body as Import
    else if (answer) this.wrong.push(`a file of ${kind} was answered ${JSON.stringify(answer)}`)
    return answer
  }

  #row(kind: 'devices' | 'customers', name: string): string {
    if (kind === 'customers') return `${name},${name},Ada,${this.random() < 0.1 ? `ada-${name}@people.example` : ''}`
    return `${this.pick(this.#places).code},${name},${this.pick(classes)}`
  }

  /** What is asked twice because the first answer never came is answered the same: it has the same key. */
  #do(line: Line, action: 'start' | 'undo' | 'cancel'): Promise<Answer | null> {
    const request = { method: 'POST', path: `/imports/${this.#current?.id}/${action}`, body: {}, key: newId() } as const
    return this.asker.ask(line, {
      request,
      done: ({ status, body }) => {
        if (status === 200) this.#hear(body as Import)
        // It may have ended by itself just now.
        else if (action !== 'cancel') this.#forget(`${action} was answered ${status} ${JSON.stringify(body)}`)
      },
    })
  }

  #forget(why: string): void {
    this.wrong.push(`import ${this.#current?.file.name}: ${why}`)
    this.#current = null
  }

  async #look(line: Line): Promise<boolean> {
    if (!this.#current) return true
    const answer = await line.send({ method: 'GET', path: `/imports/${this.#current.id}`, key: newId() })
    if (answer?.status === 200) this.#hear(answer.body as Import)
    return answer !== null
  }

  /** What was said to be in is not said to be less, whatever was killed in between. */
  #hear(now: Import): void {
    const { file, progress, state } = now
    const before = this.#current?.progress
    if (before && (progress.created < before.created || progress.takenBack < before.takenBack))
      this.wrong.push(`import ${file.name} went back from ${JSON.stringify(before)} to ${JSON.stringify(progress)}`)
    const { created, failed, skipped, takenBack, kept } = progress
    if (state === 'finished' && created + failed + skipped !== file.rows)
      this.wrong.push(`import ${file.name} of ${file.rows} rows ends with ${JSON.stringify(progress)}`)
    if (state === 'undone' && takenBack + kept !== created)
      this.wrong.push(`import ${file.name} is taken back with ${JSON.stringify(progress)}`)
    if (state === 'stopped') this.wrong.push(`import ${file.name} was stopped by ${now.stoppedBy}`)
    this.#current = now
  }
}
