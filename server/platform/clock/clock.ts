import { uuidv7obj } from 'uuidv7'

/** Where the time comes from; tests pass their own. */
export interface Clock {
  now(): Date
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() }

/** A new UUIDv7: time-ordered, so that rows written together lie together in their indexes. */
export function newId(): string {
  return uuidv7obj().toString()
}

/** When an id of {@link newId} was made, to the millisecond, by the clock of the machine that made it. */
export function madeAt(id: string): Date {
  return new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16))
}
