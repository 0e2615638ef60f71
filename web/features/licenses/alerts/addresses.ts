/** The addresses of words as they are pasted from a mail program: `Ada King <ada@cust.example>` is one. */
export function addressesOf(words: readonly string[]): string[] {
  const addresses: string[] = []
  for (const word of words) {
    const [, address] = /^<(.+)>$/.exec(word.trim()) ?? []
    // What stands before it is a name.
    while (address && addresses.at(-1)?.includes('@') === false) addresses.pop()
    addresses.push(address ?? word.trim())
  }
  return [...new Set(addresses.filter((address) => address !== ''))]
}
