/** Numbers and words of what is said in English: details of errors, lines of commands. */

/** A count as English groups it: `1,000`. */
export function englishCount(count: number): string {
  return count.toLocaleString('en-US')
}

/**
 * `1 device`, `3 devices`, `2 classes`.
 * @param many the plural, where it is not the word and an s
 */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${englishCount(count)} ${count === 1 ? one : many}`
}
