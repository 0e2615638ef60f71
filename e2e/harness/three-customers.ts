import { createDevice } from '@tenantry/contract/devices.ts'
import { inject } from 'vitest'
import { addCustomer, signInByApi, uniqueWord } from './api.ts'

/** Three customers that differ in name, place, domain and what they have, told from others by a word in their names. */
export async function addThreeCustomers() {
  const word = uniqueWord()
  const alpha = `Alpha ${word} Works`
  const beta = `Bo ${word} Works`
  const gamma = `Gamma ${word} Mills of the Northern Counties`
  const all = [alpha, beta, gamma]
  const person = await signInByApi(inject('ready').url)
  const codes = [`A${word}1`, `B${word}2`, `C${word}3`]
  for (const [index, name] of all.entries()) {
    const location = { country: index === 2 ? 'DE' : 'GB', ...(index === 0 ? { state: 'GB-KEN' } : {}) }
    const domain = `${index === 1 ? 'works' : 'mills'}-${word.toLowerCase()}.com`
    const entities = index === 1 ? [{ name: 'North' }, { name: 'South' }] : []
    const { id } = await addCustomer(person, { name, code: codes[index], location, domain, entities })
    const device = { organizationId: id, name: `Box of ${name}`, class: 'server' } as const
    if (name === beta) await person.api(createDevice, { body: device })
  }
  return { word, alpha, beta, gamma, all }
}
