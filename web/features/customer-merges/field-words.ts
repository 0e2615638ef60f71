import type { MergedField } from '@tenantry/contract/customer-merges.ts'
import { formatPhone } from '@tenantry/contract/fields/phones.ts'
import { showDomain, showEmail, showWebsite } from '@tenantry/contract/fields/web-addresses.ts'
import { formatDate, formatNumber } from '../../platform/format.ts'
import { formatAddressText } from '../customers/public.ts'
import { texts } from './customer-merges.texts.ts'

type Values = MergedField['source']

const text = (value: Values[string] | undefined) => (typeof value === 'string' ? value : null)
const lines = (parts: (string | null)[]) => parts.filter(Boolean).join('\n')

/**
 * One side of a field in words, on several lines where it has several parts; empty where it has none.
 * @param names finds the names of states once they are loaded
 */
export function fieldWords(field: MergedField['field'], values: Values, names?: StateNames): string {
  if (field === 'domain') return showDomain(text(values.domain) ?? '')
  if (field === 'website') return showWebsite(text(values.website) ?? '')
  if (field === 'businessEmail' || field === 'accountManagerEmail') return showEmail(text(values[field]) ?? '')
  if (field === 'timeZone') return (text(values.timeZone) ?? '').replaceAll('_', ' ')
  if (field === 'phone') return values.phone ? formatPhone(String(values.phone), text(values.phoneExtension)) : ''
  if (field === 'plan') return planWords(values)
  if (field === 'location')
    return lines([
      text(values.name),
      formatAddressText(addressOf(values), names),
      ...[values.landmark, values.district, values.region].map(text),
    ])
  if (field === 'billing') {
    const address = values.sameAsCompany ? texts.asCompany : formatAddressText(addressOf(values), names)
    return lines([text(values.profileName), text(values.billTo), address])
  }
  return lines(Object.values(values).map(text))
}

type StateNames = Parameters<typeof formatAddressText>[1]

function addressOf(values: Values) {
  const part = (name: string) => text(values[name])
  return {
    country: part('country'),
    state: part('state'),
    city: part('city'),
    postalCode: part('postalCode'),
    line1: part('line1'),
    line2: part('line2'),
  }
}

function planWords({ kind, trialLicenses, expiresOn }: Values): string {
  if (kind !== 'trial') return texts.purchased
  return texts.trial(formatNumber(Number(trialLicenses)), formatDate(String(expiresOn)))
}
