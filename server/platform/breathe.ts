/**
 * Lets requests that wait have their turn, and statements that were asked for go out: for work that would keep the
 * processor to itself for long, or the database waiting.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
