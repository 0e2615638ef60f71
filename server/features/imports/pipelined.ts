const atOnce = 16

/**
 * Does work for many things over one connection without waiting for each: statements of several travel together. Ends
 * when nothing is under way any more, with the first error where there was one.
 */
export async function pipelined<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values()
  const errors: unknown[] = []
  const goOn = async () => {
    for (const item of left) {
      if (errors.length > 0) return
      await work(item).catch((error: unknown) => errors.push(error))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, goOn))
  if (errors.length > 0) throw errors[0]
}
