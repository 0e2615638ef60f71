/** How an English text writes days, hours and numbers for readers of a language: their own English, else that of most places. */
export function englishOf(language: string): string {
  return /^en(-|$)/i.test(language) ? language : 'en-GB'
}
