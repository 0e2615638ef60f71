import { randomBytes } from 'node:crypto'
import { type ApiClient, createClient } from '@tenantry/contract/client.ts'
import { listCustomers } from '@tenantry/contract/customer-list.ts'
import { type Customer, type CustomerInput, createCustomer } from '@tenantry/contract/customers.ts'
import type { z } from 'zod'
import { admin } from './global-setup.ts'

type Cookie = { name: string; value: string; url: string }

/** A signed-in person, for the browser and for preparing what a test needs. */
export interface Person {
  cookies: Cookie[]
  api: ApiClient
}

/** Signs in without a browser. Each call is a session of its own. */
export async function signInByApi(
  url: string,
  { email, password }: { email: string; password: string } = admin,
): Promise<Person> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`${email} cannot sign in: ${response.status} ${await response.text()}`)
  const cookies = response.headers.getSetCookie().flatMap((line) => {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    return name && value ? [{ name, value, url }] : []
  })
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  return { cookies, api: createClient(url, { cookie, origin: url }) }
}

/** A word that no other test uses, to tell one's own data from others'. */
export function uniqueWord(): string {
  return randomBytes(5).toString('hex').toUpperCase()
}

/** Adds a customer by the API. */
export async function addCustomer(person: Person, body: z.input<typeof CustomerInput>): Promise<Customer> {
  return (await person.api(createCustomer, { body })).data
}

/** The codes of the customers that a search finds. */
export async function codesLike(person: Person, q: string): Promise<string[]> {
  const { data } = await person.api(listCustomers, { query: { q } })
  return data.items.map(({ code }) => code)
}
