/** Customers with everything that a file can hold, the same for the same seed. */
import { CustomerInput } from '@tenantry/contract/customers.ts'
import { type Random, seeded } from '../../demo/random.ts'

const names = [
  ...[
    '=cmd|calc',
    '+44 Group',
    '-Minus',
    '@Home',
    '＝Full width',
    "'Twas",
    "'=x",
    '007',
    'O’Neill & Söhne',
    'Zoë "Zed" Ltd',
  ],
  ...[
    '東京電力',
    '한국전력',
    'शक्ति भवन',
    'شركة الاتصالات',
    'חברת החשמל',
    'Ελλάδα Α.Ε.',
    'Россия',
    'ไทย',
    '👩‍👩‍👧‍👦 Familie',
    'a;b,c|d',
  ],
] as const
const places = [
  { country: 'US', state: 'US-NY', city: 'New York', postalCode: '10036' },
  { country: 'DE', city: 'Köln', postalCode: '04109' },
  { country: 'JP', state: 'JP-13', city: '千代田', postalCode: '100-0001' },
  { country: 'IN', state: 'IN-DL', city: 'नई दिल्ली', postalCode: '110001' },
] as const
const systems = ['connectwise', 'autotask', 'haloPsa', 'pax8', 'partnerCenter', 'Our books'] as const

/** Customers as they are sent to be created, each with a code and outside ids of its own. */
export function generatedCustomers(seed: number, count: number): CustomerInput[] {
  const random = seeded(seed)
  return Array.from({ length: count }, (_, index) => CustomerInput.parse(customer(random, index)))
}

function customer(random: Random, index: number) {
  const name = random.pick(names)
  const code = `${random.chance(0.5) ? '00' : 'G'}${index + 1_000}`
  const maybe = <Value>(value: Value) => (random.chance(0.8) ? value : undefined)
  const isTrial = random.chance(0.3)
  return {
    name: `${name} ${index}`,
    code,
    type: random.chance(0.9) ? 'customer' : 'enterprise',
    isActive: random.chance(0.9),
    domain: maybe(`g${index}.example.com`),
    website: maybe(`https://g${index}.example.com/`),
    businessEmail: maybe(`office@g${index}.example.com`),
    phone: '+12125550100',
    phoneExtension: maybe(`0${random.below(99)}`),
    subscriptionId: maybe(`=${index}`),
    plan: isTrial ? { kind: 'trial', trialLicenses: random.below(50), expiresOn: '2999-12-31' } : { kind: 'purchased' },
    timeZone: maybe('Asia/Kolkata'),
    locale: maybe('de-DE'),
    currency: maybe('EUR'),
    location: { name: maybe(`@HQ ${index}`), line1: '1, "Main"; St', ...random.pick(places) },
    billing: random.chance(0.5)
      ? { sameAsCompany: true }
      : { sameAsCompany: false, profileName: maybe(`-${name}`), ...random.pick(places) },
    contacts: {
      primary: {
        firstName: name.slice(0, 100),
        email: `ada@g${index}.example.com`,
        fax: '+493012345',
        faxExtension: '01',
      },
      billing: maybe({ lastName: '+Plus', phone: '+12125550101', phoneExtension: '007' }),
    },
    accountManagerEmail: maybe('manager@msp.example'),
    salesRepresentatives: ['Sam', '=Lee', 'Kim'].map((each) => ({
      name: each,
      email: `${each.replace('=', '')}@msp.example`,
    })),
    externalIds: [
      { system: random.pick(systems), value: `0${index}` },
      { system: random.pick(systems), value: `=${index}` },
    ],
    entities: [
      { name: `=Branch of ${index}`, code: '0042' },
      { name: `${name} Annex`, kind: 'department' },
    ],
  }
}
