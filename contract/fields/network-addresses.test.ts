import { describe, expect, it } from 'vitest'
import { canonicalIp, canonicalMac, ipAddresses } from './network-addresses.ts'

describe('an IP address', () => {
  it.each([
    ['192.0.2.10', '192.0.2.10'],
    [' 10.0.0.1 ', '10.0.0.1'],
    ['2001:DB8:0:0:0:0:0:10', '2001:db8::10'],
    ['::FFFF:192.0.2.10', '192.0.2.10'],
    ['::1', '::1'],
  ])('%j is kept as %j', (typed, kept) => expect(canonicalIp(typed)).toBe(kept))

  it.each([
    '',
    '192.0.2',
    '192.0.2.256',
    '192.0.02.1',
    '0x7f.1',
    '2130706433',
    '10.0.0.0/8',
    'fe80::1%eth0',
    ':::',
    'nas',
  ])('%j is none', (typed) => expect(canonicalIp(typed)).toBeNull())

  it('is kept once, however often it is written', () =>
    expect(ipAddresses.parse(['2001:db8::1', '2001:0db8::0001', '10.0.0.1'])).toEqual(['2001:db8::1', '10.0.0.1']))
})

describe('a MAC address', () => {
  it.each(['00:1A:2B:3C:4D:5E', '00-1a-2b-3c-4d-5e', '001a.2b3c.4d5e', '001a2b3c4d5e', '0:1a:2b:3c:4d:5e'])(
    '%j is kept with colons',
    (typed) => expect(canonicalMac(typed)).toBe('00:1a:2b:3c:4d:5e'),
  )

  it.each(['', '00:1a:2b:3c:4d', '00:1a-2b:3c:4d:5e', '00:1a:2b:3c:4d:5g', '1:2'])('%j is none', (typed) =>
    expect(canonicalMac(typed)).toBeNull(),
  )
})
