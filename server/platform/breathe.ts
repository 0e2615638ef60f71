/** Lets requests that wait have their turn: for work that would keep the processor to itself for long. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
