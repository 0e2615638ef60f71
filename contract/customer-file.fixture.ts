/** Customers of every shape as the API takes them, and as files tell of them. */
import fc from 'fast-check'
import type { CustomerRecord } from './customer-file.ts'
import { CustomerInput } from './customers.ts'
import { type ExternalId, externalIds } from './external-ids.ts'
import { displayName } from './fields/names.ts'

const typed = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '=1+1',
    "'=x",
    "'x",
    '0012',
    '東京電力',
    'شركة',
    '👩‍👩‍👧‍👦 & Söhne',
    'a"b;c,d',
    '＝full',
    '@home',
    '-5',
    'yes',
  ),
)
const name = typed.filter((text) => displayName.safeParse(text).success).map((text) => displayName.parse(text))
/** Of signs that are drawn as nothing alone nothing is kept. */
const words = typed.filter(
  (text) => !/[\p{C}\p{Z}]|^\p{Default_Ignorable_Code_Point}*$/u.test(text) && !/[\u202D\u202E]/.test(text),
)
const code = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{1,31}$/)
const email = fc.constantFrom('ada@airtel.com', "o'neill+msp@example.co.uk", 'jörg@example.de', '=x@example.com')
const phone = fc.constantFrom('+12125550100', '+49301234567', '+80012345678')
const extension = fc.stringMatching(/^[0-9]{1,11}$/)
const day = fc.constantFrom('2027-01-31', '2028-02-29')

const contact = fc.record(
  { firstName: words, lastName: words, email, phone, phoneExtension: extension, fax: phone, faxExtension: extension },
  { requiredKeys: ['firstName'] },
)
const representative = fc.record({ name, email, phone }, { requiredKeys: ['name', 'email'] })
const address = { country: fc.constant('HK'), state: words, city: words, postalCode: words, line1: words, line2: words }
const outside = fc
  .array(
    fc.record({
      system: fc.oneof(fc.constantFrom('connectwise', 'pax8', '0', '__proto__', 'A.b'), words),
      value: words,
    }),
    {
      maxLength: 4,
    },
  )
  .filter((ids) => externalIds.safeParse(ids).success)
  .map((ids) => externalIds.parse(ids))

/** Any customer that the schema takes, with what a file tells of it: all of it but ids of people and places. */
export const anyCustomer = fc
  .record(
    {
      name,
      code,
      type: fc.constantFrom('customer', 'partner', 'enterprise', 'division'),
      isActive: fc.boolean(),
      domain: fc.constantFrom('airtel.com', 'xn--mnchen-3ya.de'),
      website: fc.constant('https://www.airtel.com/'),
      businessEmail: email,
      phone,
      phoneExtension: extension,
      subscriptionId: words,
      plan: fc.oneof(
        fc.record({ kind: fc.constant('trial'), trialLicenses: fc.nat(9), expiresOn: day }, { requiredKeys: ['kind'] }),
        fc.constant({ kind: 'purchased' }),
      ),
      timeZone: fc.constant('Asia/Kolkata'),
      locale: fc.constant('de-DE'),
      currency: fc.constant('EUR'),
      location: fc.record(
        { name: words, region: words, district: words, landmark: words, ...address },
        { requiredKeys: ['name'] },
      ),
      billing: fc.oneof(
        fc.record({ sameAsCompany: fc.constant(true) }),
        fc.record(
          { sameAsCompany: fc.constant(false), profileName: words, billTo: words, ...address },
          { requiredKeys: ['sameAsCompany'] },
        ),
      ),
      contacts: fc.record(
        {
          primary: contact,
          billing: contact,
          admin: fc.record(
            {
              firstName: words,
              lastName: words,
              displayName: name,
              email: fc.constant('boss@airtel.com'),
              communicationEmail: email,
            },
            { requiredKeys: ['email', 'displayName'] },
          ),
        },
        { requiredKeys: ['primary'] },
      ),
      salesRepresentatives: fc.array(representative, { minLength: 1, maxLength: 3 }),
      accountManagerEmail: email,
    },
    { requiredKeys: ['name', 'type'] },
  )
  .filter((body) => CustomerInput.safeParse(body).success)
  .map((body) => CustomerInput.parse(body))

/** Outside ids of every shape. */
export const anyExternalIds = outside

/** A customer's record, as far as what was sent says it; the rest is empty. */
export function recordOf(body: CustomerInput, ids: readonly ExternalId[] = []): CustomerRecord {
  const bySystem: Record<string, string[]> = Object.create(null)
  for (const { system, value } of ids) bySystem[system] = [...(bySystem[system] ?? []), value]
  return { ...body, parentCodes: [], technicianEmails: [], externalIds: bySystem } as unknown as CustomerRecord
}
