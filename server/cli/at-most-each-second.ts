const secondMs = 1000

/**
 * Does the same once for all who ask within a second, at its end: however many ask, it is done a second after the last
 * one at the latest.
 */
export function atMostEachSecond(work: () => void): () => void {
  let isWaiting = false
  return () => {
    if (isWaiting) return
    isWaiting = true
    const end = () => {
      isWaiting = false
      work()
    }
    setTimeout(end, secondMs).unref()
  }
}
