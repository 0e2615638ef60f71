import { inject } from 'vitest'
import { type Person, signInByApi, uniqueWord } from './api.ts'
import { createProvider } from './create-provider.ts'

/**
 * Creates a provider for what holds for a whole one.
 * @param name told in what the provider is called, and in the address
 * @returns its administrator
 */
export async function newProvider(name: string): Promise<Person> {
  const { url, dataDir } = inject('ready')
  const who = { email: `${uniqueWord()}@${name.toLowerCase()}.example`, password: 'a long sentence to remember' }
  await createProvider(dataDir, `${name} ${uniqueWord()}`, who)
  return signInByApi(url, who)
}

/** A fixture for files that change what holds for a whole provider: the administrator of a {@link newProvider}. */
export function ownProvider(name: string) {
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what a fixture needs
  return async ({}, use: (person: Person) => Promise<void>) => use(await newProvider(name))
}
