import { addressLabels, isStateRequired } from '@tenantry/contract/fields/address-rules.ts'
import { formTexts } from '../form.texts.ts'

/** What the parts of an address are called in a country; in general words while no country is chosen. */
export function addressWords(country: string): Record<'city' | 'state' | 'postalCode' | 'district' | 'region', string> {
  const { city, state, postalCode } = formTexts.address
  const own = country === '' ? { city, state, postalCode } : addressLabels(country)
  return { ...own, ...wordsBeside([own.city, own.state]) }
}

/** Words for what no postal address names; none is a word that the country has for another part. */
function wordsBeside(taken: readonly string[]): { district: string; region: string } {
  const { districts, regions } = formTexts.address
  const free = (labels: readonly [string, ...string[]]) =>
    labels.find((label) => !label.split(' or ').some((word) => taken.includes(capital(word)))) ?? labels[0]
  return { district: free(districts), region: free(regions) }
}

const capital = (word: string) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`

/** Examples of an address, for the country whose they are: elsewhere they would look out of place. */
export function addressExamples(country: string): Partial<typeof formTexts.address.examples> {
  return country === 'US' ? formTexts.address.examples : {}
}

/** Fields beside the country and the location's name, any of which makes the state necessary where a country needs one. */
const parts = ['region', 'district', 'city', 'postalCode', 'landmark', 'line1', 'line2'] as const

/** Whether the mark of a required field stands at the state. */
export function isStateNeeded(address: { country: string } & { [Part in (typeof parts)[number]]?: string }): boolean {
  return isStateRequired(address.country) && parts.some((part) => (address[part] ?? '').trim() !== '')
}
