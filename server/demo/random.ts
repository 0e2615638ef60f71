/** Random numbers that are the same for the same seed, so that generated data can be made again. */
export interface Random {
  /** At least 0, below 1. */
  next(): number
  /** A whole number, at least 0 and below `limit`. */
  below(limit: number): number
  /** A whole number between both ends, both included. */
  between(least: number, most: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** Normally distributed around 0 with deviation 1. */
  normal(): number
}

/** Doty-Humphrey's sfc32: small, fast and good enough for data that only has to look real. */
export function seeded(seed: number): Random {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1]
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let warmUp = 0; warmUp < 15; warmUp++) word()
  return randomFrom(() => word() / 0x1_0000_0000)
}

function randomFrom(next: () => number): Random {
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (probability) => next() < probability,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}

/** Picks from entries with weights; made once, asked often. */
export function weightedPicker<T>(entries: readonly (readonly [T, number])[]): (random: Random) => T {
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0)
  return (random) => {
    let left = random.next() * total
    for (const [value, weight] of entries) {
      left -= weight
      if (left < 0) return value
    }
    return (entries.at(-1) as readonly [T, number])[0]
  }
}

/**
 * Splits a whole into parts as uneven as they are in life, a few large and many small.
 * @param deviation of the logarithm of a part: 0 makes all alike, 1.4 makes the largest of 100,000 some 150 times the mean
 */
export function skewedShares(random: Random, parts: number, whole: number, deviation: number): number[] {
  const weights = Array.from({ length: parts }, () => Math.exp(random.normal() * deviation))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let [reached, given] = [0, 0]
  return weights.map((weight) => {
    reached += weight
    const share = Math.min(whole, Math.round((reached / total) * whole)) - given
    given += share
    return share
  })
}
