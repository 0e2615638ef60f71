import { describe, expect, it } from 'vitest'
import { readConfig, requireFirstProvider, unknownSettings } from './config.ts'
import { StartupError } from './platform/postgres/startup-error.ts'

describe('the settings', () => {
  it('have safe values when nothing is set, and an empty variable counts as none', () => {
    const config = readConfig({ PORT: '', DATABASE_URL: '', TENANTRY_TRUST_PROXY: '' })
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      databaseUrl: null,
      trustProxy: 0,
      firstProvider: null,
    })
    expect(config.dataDir).toMatch(/^\/.*\/data$/)
    expect(Object.isFrozen(config)).toBe(true)
  })

  it('are read as they are meant', () => {
    const config = readConfig({ TENANTRY_PUBLIC_URL: 'https://msp.example/', TENANTRY_TRUST_PROXY: '1', PORT: '0' })
    expect(config).toMatchObject({ publicUrl: 'https://msp.example', trustProxy: 1, port: 0 })
  })

  it('of the first start belong together', () => {
    const given = {
      TENANTRY_ADMIN_EMAIL: 'admin@first.example',
      TENANTRY_ADMIN_PASSWORD: 'a long sentence to remember',
    }
    const firstOf = (env: Record<string, string>) => requireFirstProvider(readConfig(env))
    expect(() => firstOf(given)).toThrow(
      'Some settings are wrong:\n  TENANTRY_PROVIDER_NAME: needed together with the others of the first start',
    )
    const first = { name: 'First', adminEmail: 'admin@first.example', adminPassword: 'a long sentence to remember' }
    const named = { ...given, TENANTRY_PROVIDER_NAME: ' First ' }
    expect(firstOf(named)).toEqual(first)
    const placed = { ...named, TENANTRY_TIME_ZONE: 'Asia/Tokyo' }
    expect(firstOf(placed)).toEqual({ ...first, timeZone: 'Asia/Tokyo' })
    expect(() => firstOf({ ...named, TENANTRY_TIME_ZONE: '+09:00' })).toThrow('TENANTRY_TIME_ZONE: Must be a time zone')
    expect(firstOf({})).toBeNull()
  })

  it.each([
    ['PORT', 'abc', 'must be a whole number from 0 to 65535'],
    ['PORT', '70000', 'must be a whole number from 0 to 65535'],
    ['PORT', '80.5', 'must be a whole number from 0 to 65535'],
    ['PORT', '0x50', 'must be a whole number from 0 to 65535'],
    ['PORT', '+80', 'must be a whole number from 0 to 65535'],
    ['PORT', '-1', 'must be a whole number from 0 to 65535'],
    ['TENANTRY_SESSION_DAYS', '1e2', 'must be a whole number from 1 to 3650'],
    ['TENANTRY_REQUESTS_PER_MINUTE', '1e99', 'must be a whole number from 0 to 1000000'],
    ['TENANTRY_PUBLIC_URL', 'msp.example', 'must be an address such as https://msp.example'],
    ['TENANTRY_SECRET', 'short', 'must have at least 32 characters'],
    ['TENANTRY_TRUST_PROXY', 'yes', 'must be true, false or a number from 0 to 4'],
    ['TENANTRY_LOG_LEVEL', 'verbose', 'must be debug, info, warn, error or silent'],
  ])('say in words what %s has to be when it is %s', (name, value, words) => {
    expect(() => readConfig({ [name]: value })).toThrow(
      new StartupError(`Some settings are wrong:\n  ${name}: ${words}`),
    )
  })

  it('are told from what is called like one', () => {
    const env = { PATH: '/bin', PORT: '80', TENANTRY_DATA_DIR: '/data', TENANTRY_DATADIR: '/data' }
    expect(unknownSettings(env)).toEqual([{ name: 'TENANTRY_DATADIR', meant: 'TENANTRY_DATA_DIR' }])
  })

  it.each([
    ['TENANTRY_DATA', 'TENANTRY_DATA_DIR'],
    ['TENANTRY_SECERT', 'TENANTRY_SECRET'],
    ['TENANTRY_SESSION_DAY', 'TENANTRY_SESSION_DAYS'],
    ['TENANTRY_LOG', 'TENANTRY_LOG_LEVEL'],
    ['TENANTRY_SECRET_KEY', 'TENANTRY_SECRET'],
    ['TENANTRY_PORT', 'PORT'],
    ['TENANTRY_DATABASE_URL', 'DATABASE_URL'],
    ['TENANTRY_COLOUR', null],
    ['TENANTRY_', null],
  ])('are offered for one that is nearly written so: %s', (name, meant) => {
    expect(unknownSettings({ [name]: 'canary' })).toEqual([{ name, meant }])
  })

  it.each([
    'postgres://owner:canary/1@db.example/tenantry',
    'postgres://owner:12/canary@db.example/tenantry',
    'postgres://owner:a@canary/1@db.example/tenantry',
    'postgres://owner:a@canary?1@db.example/tenantry',
    'postgres://owner:a@canary#1@db.example/tenantry',
  ])('take no address in which a part of the password would be the host: %s', (address) => {
    const read = () => readConfig({ DATABASE_URL: address })
    expect(read).toThrow(/^Some settings are wrong:\n {2}DATABASE_URL: must be an address such as /)
    expect(read).not.toThrow('canary')
  })

  it('take an address whose password is written as it has to be, or needs not be', () => {
    for (const address of [
      'postgres://owner:a%40b%2Fc%23d%3F@db.example/tenantry?sslmode=verify-full',
      'postgresql://owner:a@b:c@db.example:5432/tenantry',
      'postgres://owner@%2Fvar%2Frun%2Fpostgresql/tenantry',
    ])
      expect(readConfig({ DATABASE_URL: address }).databaseUrl).toBe(address)
  })

  it.each(['prefer', 'require', 'verify-ca'])('check a certificate with sslmode=%s, without a warning', (mode) => {
    const read = (query: string) => readConfig({ DATABASE_URL: `postgres://owner@db.example/tenantry?${query}` })
    const { databaseUrl } = read(`sslmode=${mode}&application_name=a`)
    expect(databaseUrl).toBe('postgres://owner@db.example/tenantry?sslmode=verify-full&application_name=a')
    const compatible = read(`uselibpqcompat=true&sslmode=${mode}`)
    expect(compatible.databaseUrl).toMatch(new RegExp(`sslmode=${mode}$`))
  })

  it('never repeat a value that may be a secret', () => {
    const canary = 'canary'
    const read = () =>
      readConfig({
        TENANTRY_SECRET: canary,
        TENANTRY_ADMIN_PASSWORD: canary,
        DATABASE_URL: `mysql://owner:${canary}@somewhere/db`,
      })
    expect(read).toThrow('TENANTRY_SECRET')
    expect(read).not.toThrow(canary)
  })
})
