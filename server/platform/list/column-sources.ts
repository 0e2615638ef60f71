/** Columns of lists that are stored as people typed them. */
import { isCountry } from '@tenantry/contract/fields/countries.ts'
import { isE164, normalizePhone } from '@tenantry/contract/fields/phones.ts'
import { isSubdivision } from '@tenantry/contract/fields/subdivisions.ts'
import { isWebsite, normalizeWebsite, showWebsite } from '@tenantry/contract/fields/web-addresses.ts'
import type { FilterOperator } from '@tenantry/contract/list.ts'
import type { StoredColumn } from './list-plan.ts'
import { statesByPart } from './states-by-part.ts'

/** A text, compared as it stands. */
export const plainText = (ref: string): StoredColumn => ({ ref, type: 'text', nullable: true })

/** A text, compared and sorted without regard to case and accents. */
export const foldedText = (ref: string): StoredColumn => ({ ...plainText(ref), isFolded: true })

/** The code of a country. */
export const countryCode = (ref: string): StoredColumn => ({
  ...plainText(ref),
  normalize: (value) => value.toUpperCase(),
  check: (value) => (isCountry(value.toUpperCase()) ? null : `No country has the code ${value}`),
})

/**
 * The code of a state, or the words of one where a country has no such codes or where no country was told. A part is looked
 * for in what the state is called.
 */
export const stateCode = (ref: string): StoredColumn => ({
  ...foldedText(ref),
  named: statesByPart,
  exact: (value) => (isState(value) ? [...new Set([value.toUpperCase(), value.toLowerCase(), value])] : null),
  check: (value) => (looksLikeCode.test(value) && !isState(value) ? `No state has the code ${value}` : null),
})

const looksLikeCode = /^[a-z]{2}-[a-z0-9]{1,3}$/i

const isState = (value: string) => isSubdivision(value.slice(0, 2).toUpperCase(), value.toUpperCase())

/**
 * A phone number in E.164, compared without the blanks and signs that people write between the digits; whole numbers are
 * read as where they are taken. A leading 00 is that of a country where a number begins with it, and may be any two digits
 * of a part.
 */
export const phoneNumber = (ref: string): StoredColumn => ({
  ...plainText(ref),
  normalize: (value, operator) => {
    const number = normalizePhone(value)
    if (isE164(number)) return number
    const digits = value.replaceAll(/[\s()./-]/g, '')
    return operator === 'starts' ? digits.replace(/^00(?=[1-9])/, '+') : digits
  },
})

/**
 * The address of a website: as given, for case and accents count for nothing, as it is kept once it is taken, and as that is
 * shown. People read it without the scheme, so that it begins with either.
 */
export const websiteAddress = (ref: string): StoredColumn => ({
  ...foldedText(ref),
  meanings: (value, operator) => {
    if (operator === 'starts') return [value, `https://${value}`, `http://${value}`]
    const kept = normalizeWebsite(value)
    return wholeValue.has(operator) && isWebsite(kept) ? [value, kept, showWebsite(kept)] : [value]
  },
})

const wholeValue: ReadonlySet<FilterOperator> = new Set(['eq', 'ne', 'in', 'nin'])
