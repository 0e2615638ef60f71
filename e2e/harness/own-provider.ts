import { inject } from 'vitest'
import { type Person, signInByApi, uniqueWord } from './api.ts'
import { createProvider } from './create-provider.ts'

/**
 * A fixture for files that change what holds for a whole provider: the administrator of one of their own.
 * @param name told in what the provider is called, and in the address
 */
export function ownProvider(name: string) {
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  return async ({}, use: (person: Person) => Promise<void>) => {
    const { url, dataDir } = inject('ready')
    const who = { email: `${uniqueWord()}@${name.toLowerCase()}.example`, password: 'a long sentence to remember' }
    await createProvider(dataDir, `${name} ${uniqueWord()}`, who)
    await use(await signInByApi(url, who))
  }
}
