/**
 * The patience of whoever works while the product is killed: where an answer never came they mostly ask again, with the
 * same key; where they do not, it stays unknown.
 */
import type { Answer, Line, Sent } from './line.ts'

/** A request, and what its answer tells. */
export interface Step {
  request: Sent
  done: (answer: Answer) => void
  /** What the answers to two that were sent together tell as one; without it, the first that is no refusal tells all. */
  together?: (answers: readonly Answer[]) => Answer
}

/** One of those who work. */
export interface Worker {
  /** Works until an answer does not come, or until there is no need to go on. */
  work: (shift: Shift) => Promise<void>
  /** Asks again for what got no answer, with that chance. */
  settle: (line: Line, chance: number) => Promise<void>
}

/** One round of work, which ends with something being killed. */
export interface Shift {
  line: Line
  mayGoOn: () => boolean
  onAnswer: (answer: Answer) => void
  /** Whether what is in use may be left over by something. */
  mayLower: boolean
}

/** Asks, and remembers what has got no answer. */
class Asker {
  readonly #random: () => number
  #unanswered: Step | null = null

  constructor(random: () => number) {
    this.#random = random
  }

  get isWaiting(): boolean {
    return this.#unanswered !== null
  }

  /** @param isTwice sent twice at the same moment, as by a line that breaks and comes back */
  async ask(line: Line, step: Step, isTwice = false): Promise<Answer | null> {
    const answers = await Promise.all(Array.from({ length: isTwice ? 2 : 1 }, () => line.send(step.request)))
    const answer = step.together ? joined(answers, step.together) : firstMade(answers)
    if (answer) step.done(answer)
    else this.#unanswered = step
    return answer
  }

  /** Asks again for what got no answer, with that chance; what stays unknown is left alone. */
  async settle(line: Line, chance: number): Promise<void> {
    const step = this.#unanswered
    if (!step) return
    this.#unanswered = null
    if (this.#random() < chance) await this.ask(line, step)
  }
}

/** One of those who work, with their own chance and their own patience. */
export abstract class PatientWorker implements Worker {
  protected readonly random: () => number
  protected readonly asker: Asker

  constructor(random: () => number) {
    this.random = random
    this.asker = new Asker(random)
  }

  abstract work(shift: Shift): Promise<void>

  settle(line: Line, chance: number): Promise<void> {
    return this.asker.settle(line, chance)
  }

  protected below(limit: number): number {
    return Math.floor(this.random() * limit)
  }

  protected pick<Each>(from: readonly Each[]): Each {
    return from[this.below(from.length)] as Each
  }
}

/** A refusal is not kept for the other one, which may get what was given back in between. */
function firstMade(answers: readonly (Answer | null)[]): Answer | null {
  const made = answers.find((each) => each && each.status < 300)
  return made ?? (answers.every((each) => each && !isStillRunning(each)) ? (answers[0] ?? null) : null)
}

/** Each of them has done something of its own: where one is not told, nothing is known. */
function joined(answers: readonly (Answer | null)[], together: NonNullable<Step['together']>): Answer | null {
  const told = answers.filter((each) => each !== null)
  if (told.length < answers.length) return null
  const made = told.filter(({ status }) => status < 300)
  return made.length > 1 ? together(made) : (made[0] ?? told[0] ?? null)
}

/** The other of two that were sent together is still at work. */
const isStillRunning = ({ status, code }: Answer) => status === 409 && code === 'idempotency_in_progress'
