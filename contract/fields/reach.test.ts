import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currencyCode, currencyCodes, currencyName, minorDigits } from './currencies.ts'
import { canonicalLocale, localeTag } from './locales.ts'
import {
  callingCode,
  formatPhone,
  isE164,
  joinPhone,
  listPhoneCountries,
  normalizePhone,
  phoneExtension,
  phoneNumber,
  splitPhone,
} from './phones.ts'
import { isPostalCode, normalizePostalCode, postalCode } from './postal-codes.ts'
import { decodePunycode } from './punycode.ts'
import { isRegistrableDomain } from './registrable-domains.ts'
import { isTimeZone, listTimeZones, timeZoneName } from './time-zones.ts'
import {
  domainName,
  emailAddress,
  emailKey,
  isDomain,
  isEmail,
  isWebsite,
  normalizeDomain,
  normalizeEmail,
  normalizeWebsite,
  optionalEmailAddress,
  showDomain,
  showEmail,
  showWebsite,
  websiteUrl,
} from './web-addresses.ts'

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())

describe('phone numbers', () => {
  test.each([
    ['+1 (212) 555-0100', '+12125550100'],
    ['0049 30 1234567', '+49301234567'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['+91-80-4112-3456', '+918041123456'],
    ['+377 93 15 26 00', '+37793152600'],
    ['+800 1234 5678', '+80012345678'],
  ])('%s is stored as %s', (typed, stored) => {
    expect(phoneNumber.parse(typed)).toBe(stored)
  })

  test.each(['2125550100', '+1 212', '+999 123456', 'call me', '+1 212 555 0100 ext. 5', '+', '+1 212 555 0100 0100'])(
    '%s is refused',
    (typed) => {
      expect(phoneNumber.safeParse(typed).success).toBe(false)
    },
  )

  test.each([
    ['+1 212 555 0100 ext. 12', /extension/],
    ['+1 212 555 0100 x12', /extension/],
    ['030 1234567 ext. 5', /extension/],
    ['030 1234567', /begin with \+ and the country code, like .*\+49/],
    ['call me', /begin with \+ and the country code/],
    ['+1 212', /^Must be a complete phone number/],
    ['0049 30', /^Must be a complete phone number, like \+49 /],
    ['+81 12', /^Must be a complete phone number, like \+81 90 1234 5678$/],
    ['+31', /^Must be a complete phone number, like \+31 6 12345678$/],
    ['+7 1', /^Must be a complete phone number, like \+7 912 345 67 89$/],
    ['+44 1', /^Must be a complete phone number, like \+44 7400 123456$/],
    ['+999 1', /^Must be a complete phone number, like \+1 212 555 0100$/],
    ['+800 1', /^Must be a complete phone number, like \+1 212 555 0100$/],
    ['+1 030 1234567', /^There is no such number: with \+1 neither the area code/],
    ['+1 130 555 0100', /^There is no such number/],
    ['+1 212 155 0100', /^There is no such number/],
    ['+1 212 012 3456', /^There is no such number/],
  ])('%s is refused with what is to be done about it', (typed, told) => {
    const { error } = phoneNumber.safeParse(typed)
    expect(error?.issues).toMatchObject([{ params: { code: 'phone_invalid' }, message: expect.stringMatching(told) }])
  })

  test('behind +1 none begins with a 0, as numbers elsewhere do, and one that is stored is still told', () => {
    expect(phoneNumber.safeParse(joinPhone('US', '030 1234567')).success).toBe(false)
    expect(phoneNumber.safeParse(joinPhone('CA', '204 055 0100')).success).toBe(false)
    expect(phoneNumber.parse('+39 06 698 12345')).toBe('+390669812345')
    expect(phoneNumber.parse('+225 01 23 45 67 89')).toBe('+2250123456789')
    expect(phoneNumber.parse('+1 800 222 3456')).toBe('+18002223456')
    expect(splitPhone('+10301234567')).toEqual({ country: null, callingCode: '1', nationalNumber: '0301234567' })
    expect(formatPhone('+10301234567')).toMatch(/^\+1 /)
  })

  test('come apart for a form and together again', () => {
    expect(splitPhone('+12045550100')).toEqual({ country: 'CA', callingCode: '1', nationalNumber: '2045550100' })
    expect(splitPhone('+80012345678')?.country).toBe(null)
    expect(splitPhone('nothing')).toBe(null)
    expect(joinPhone('DE', '030 1234567')).toBe('+49301234567')
    expect(joinPhone('DE', '+1 212 555 0100')).toBe('+12125550100')
    expect(joinPhone('XX', '030 1234567')).toBe(null)
  })

  test('are shown as people write them', () => {
    expect(formatPhone('+12125550100', '12')).toBe('+1 212 555 0100 ext. 12')
    expect(formatPhone('nothing')).toBe('nothing')
  })

  test('have calling codes by country', () => {
    expect(callingCode('IN')).toBe('91')
    expect(callingCode('AQ')).toBe(null)
    expect(listPhoneCountries()).toContainEqual({ country: 'MC', callingCode: '377' })
  })

  test('have extensions of 1–11 digits', () => {
    expect(phoneExtension.parse(' 0012 ')).toBe('0012')
    expect(phoneExtension.parse('')).toBe(null)
    expect(phoneExtension.safeParse('12a').success).toBe(false)
    expect(phoneExtension.safeParse('1'.repeat(12)).success).toBe(false)
  })

  test('stay as they are once they are stored', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789 -()'), minLength: 4, maxLength: 18 })
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          digits.map((text) => `+${text}`),
        ),
        (text) => {
          const once = normalizePhone(text)
          expect(normalizePhone(once)).toBe(once)
          if (isE164(text)) expect(once).toBe(text)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('domains', () => {
  test.each([
    ['Airtel.COM', 'airtel.com'],
    ['münchen.de', 'xn--mnchen-3ya.de'],
    ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
    ['www.bbc.co.uk.', 'www.bbc.co.uk'],
    ['acme.example', 'acme.example'],
    ['corp.local', 'corp.local'],
  ])('%s is stored as %s', (typed, stored) => {
    expect(domainName.parse(typed)).toBe(stored)
  })

  test.each([
    'com',
    'localhost',
    '192.168.0.1',
    '[::1]',
    'a b.com',
    'https://airtel.com',
    'x@airtel.com',
    '-a.com',
    'a..com',
    'airtel.com/x',
    'a:80',
    `${'a'.repeat(64)}.com`,
    '0x7f.1',
    'a.com\u0000',
  ])('%s is refused', (typed) => {
    expect(domainName.safeParse(typed).success).toBe(false)
  })

  test('are registrable unless they are a bare public suffix', () => {
    for (const domain of ['airtel.com', 'www.bbc.co.uk', 'corp.local', 'acme.example'])
      expect(isRegistrableDomain(domain)).toBe(true)
    for (const domain of ['co.uk', 'com', '192.168.0.1', 'Airtel.com', ''])
      expect(isRegistrableDomain(domain)).toBe(false)
  })

  test('are shown in Unicode, where that leads back to the same domain', () => {
    expect(showDomain('xn--mnchen-3ya.de')).toBe('münchen.de')
    expect(showDomain('xn--r8jz45g.xn--zckzah')).toBe('例え.テスト')
    expect(showDomain('xn--!!!.de')).toBe('xn--!!!.de')
    expect(showDomain('airtel.com')).toBe('airtel.com')
  })

  test('written in any script are read back', () => {
    const label = fc.string({ unit: fc.constantFrom(...'abcüñ東京한국яжא'), minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(label, (name) => {
        const ascii = normalizeDomain(`${name}.example`)
        if (isDomain(ascii)) expect(showDomain(ascii)).toBe(`${name}.example`.normalize('NFC'))
      }),
    )
  })
})

test('websites and email addresses are shown in the letters of their script, and stored as before when sent so', () => {
  for (const [stored, shown] of [
    ['https://xn--mnchen-3ya.de/stra%C3%9Fe?q=xn--a', 'https://münchen.de/straße?q=xn--a'],
    ['https://airtel.com/%E6%9D%B1%E4%BA%AC?q=%C3%BC&r=%2F#%D0%B6', 'https://airtel.com/東京?q=ü&r=%2F#ж'],
    // What is a sign of its own in an address, cannot be read, or would be another address.
    ['https://airtel.com/50%25%20%23/%FF', 'https://airtel.com/50%25%20%23/%FF'],
    [
      'https://airtel.com/%C3%BC/%c3%bc/%E2%80%AE/%CC%88/%EF%BF%BD',
      'https://airtel.com/ü/%c3%bc/%E2%80%AE/%CC%88/%EF%BF%BD',
    ],
    ['http://www.xn--mnchen-3ya.de:8080/', 'http://www.münchen.de:8080/'],
    ['https://xn--!!!.de/', 'https://xn--!!!.de/'],
    ['https://www.airtel.com/', 'https://www.airtel.com/'],
  ] as const) {
    expect(showWebsite(stored)).toBe(shown)
    if (isWebsite(stored)) expect(websiteUrl.parse(shown)).toBe(stored)
  }
  expect(showEmail('xn--ann@xn--mnchen-3ya.de')).toBe('xn--ann@münchen.de')
  expect(emailAddress.parse('xn--ann@münchen.de')).toBe('xn--ann@xn--mnchen-3ya.de')
  for (const text of ['ann@airtel.com', 'ann', '', '@', 'ann@'])
    expect([showEmail(text), showWebsite(text)]).toEqual([text, text])
})

test('any website is stored as before when it is sent as it is shown', () => {
  const rest = fc.string({
    unit: fc.constantFrom(...'aü東ж😀/?#&=%25 \u0308\u202E', '%C3', '%BC', '%c3%bc', '%E2%80%8B'),
    maxLength: 12,
  })
  fc.assert(
    fc.property(rest, (typed) => {
      const stored = new URL(`https://münchen.example/${typed}`).href
      expect(websiteUrl.parse(showWebsite(stored))).toBe(stored)
    }),
  )
})

describe('websites', () => {
  test.each([
    ['https://www.airtel.com/', 'https://www.airtel.com/'],
    ['airtel.com', 'https://airtel.com/'],
    ['HTTP://Airtel.com/Path?q=1#x', 'http://airtel.com/Path?q=1#x'],
    ['example.com:8443/a', 'https://example.com:8443/a'],
    ['münchen.de/straße', 'https://xn--mnchen-3ya.de/stra%C3%9Fe'],
  ])('%s is stored as %s', (typed, stored) => {
    expect(websiteUrl.parse(typed)).toBe(stored)
  })

  test.each([
    'javascript:alert(1)',
    'javascript://a.com/%0aalert(1)',
    'ftp://a.com',
    'mailto:a@b.com',
    'https://u:p@a.com',
    'https://10.0.0.1',
    'localhost:3000',
    'http://',
    'a b',
    'data:text/html,x',
    `https://a.com/${'x'.repeat(2040)}`,
    'https://a.com/\nb',
  ])('%s is refused', (typed) => {
    expect(websiteUrl.safeParse(typed).success).toBe(false)
  })
})

describe('email addresses', () => {
  test.each([
    ['Enterprise@Airtel.COM', 'Enterprise@airtel.com'],
    [' ann+tag@münchen.de ', 'ann+tag@xn--mnchen-3ya.de'],
    ["o'neill@mail.example", "o'neill@mail.example"],
    ['用户@例え.テスト', '用户@xn--r8jz45g.xn--zckzah'],
  ])('%s is stored as %s', (typed, stored) => {
    expect(emailAddress.parse(typed)).toBe(stored)
  })

  test.each([
    '',
    'ann',
    'ann@',
    '@a.com',
    'a@b@c.com',
    'a@b',
    'a..b@c.com',
    '.a@c.com',
    'a@c.com, b@c.com',
    'a@c.com\r\nBcc: x@y.com',
    'a\u0000@c.com',
    'Ann <a@c.com>',
    '"a b"@c.com',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    `${'x'.repeat(65)}@c.com`,
    `a@${'x.'.repeat(130)}com`,
    'a\u200B@c.com',
  ])('%j is refused', (typed) => {
    expect(emailAddress.safeParse(typed).success).toBe(false)
  })

  test('are one address whatever their case', () => {
    expect(emailKey('Ann@MÜNCHEN.de')).toBe(emailKey('ann@xn--mnchen-3ya.de'))
    expect(optionalEmailAddress.parse('')).toBe(null)
  })
})

describe('time zones, locales and currencies', () => {
  test('know IANA names only', () => {
    for (const zone of ['Europe/Berlin', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'UTC'])
      expect(timeZoneName.parse(zone)).toBe(zone)
    for (const zone of ['Mars/Base', '+02:00', 'europe/berlin', 'CEST?'])
      expect(timeZoneName.safeParse(zone).success).toBe(false)
    expect(listTimeZones().every(isTimeZone)).toBe(true)
    expect(new Set(listTimeZones()).size).toBe(listTimeZones().length)
  })

  test('store language tags in their canonical spelling', () => {
    expect(localeTag.parse('DE-at')).toBe('de-AT')
    expect(localeTag.parse('zh-hant-tw')).toBe('zh-Hant-TW')
    for (const tag of ['e', 'en_US', 'x y']) expect(localeTag.safeParse(tag).success).toBe(false)
  })

  test('know the languages, scripts and countries that exist', () => {
    for (const tag of ['de', 'es-419', 'gsw-CH', 'sr-Cyrl-RS', 'sq-XK', 'de-DE-u-co-phonebk'])
      expect(localeTag.parse(tag)).toBe(tag)
    for (const tag of ['xx-YY', 'xx', 'en-YY', 'de-Xxxx', 'und', 'en-ZZ']) {
      const { error } = localeTag.safeParse(tag)
      expect(error?.issues.map((issue) => issue.code === 'custom' && issue.params?.code)).toEqual(['locale_unknown'])
    }
  })

  test('know the minor digits of ISO 4217', () => {
    expect(currencyCode.parse('eur')).toBe('EUR')
    expect(currencyCode.safeParse('DEM').success).toBe(false)
    expect([minorDigits('USD'), minorDigits('JPY'), minorDigits('KWD'), minorDigits('AFN')]).toEqual([2, 0, 3, 2])
    expect(currencyName('CHF')).toBe('Swiss Franc')
    expect(currencyCodes.filter((code, at) => currencyCodes.indexOf(code) !== at)).toEqual([])
  })
})

describe('any text', () => {
  const near = fc
    .tuple(anyText, fc.constantFrom('.com', '@a.com', '://a.de', 'a.b/', 'xn--', '.'), anyText)
    .map((parts) => parts.join(''))
  const text = fc.oneof(anyText, near, fc.webUrl(), fc.emailAddress(), fc.domain())

  test('is normalised once and for all', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('US', 'GB', 'JP', 'DE', 'AE', 'SE', undefined), (typed, country) => {
        for (const normalize of [
          normalizeDomain,
          normalizeEmail,
          normalizeWebsite,
          (code: string) => normalizePostalCode(code, country),
        ]) {
          const once = normalize(typed)
          expect(normalize(once)).toBe(once)
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('is judged without throwing, and alike before and after storing', () => {
    fc.assert(
      fc.property(text, (typed) => {
        for (const schema of [
          phoneNumber,
          phoneExtension,
          domainName,
          websiteUrl,
          emailAddress,
          timeZoneName,
          localeTag,
          currencyCode,
          postalCode,
        ]) {
          const result = schema.safeParse(typed)
          if (result.success) expect(schema.parse(result.data)).toBe(result.data)
        }
        for (const judge of [isDomain, isRegistrableDomain, isWebsite, isEmail, isE164, isTimeZone])
          expect(typeof judge(typed)).toBe('boolean')
        expect(typeof isPostalCode(typed, 'US')).toBe('boolean')
        expect([
          splitPhone(typed),
          joinPhone('US', typed),
          decodePunycode(typed),
          canonicalLocale(typed),
          showDomain(typed),
        ]).toHaveLength(5)
      }),
      { numRuns: 2000 },
    )
  })
})
