import path from 'node:path'
import { displayName } from '@tenantry/contract/fields/names.ts'
import { timeZone } from '@tenantry/contract/fields/time-zones.ts'
import { emailAddress } from '@tenantry/contract/fields/web-addresses.ts'
import { password } from '@tenantry/contract/setup.ts'
import { z } from 'zod'
import { nearestSetting } from './nearest-setting.ts'
import { isNetwork } from './platform/network/address-guard.ts'
import { StartupError } from './platform/postgres/startup-error.ts'
import { projectRoot } from './platform/project-root.ts'

const number = (least: number, most: number, usual: number) => {
  const words = `must be a whole number from ${least} to ${most}`
  // Other notations, such as 0x50 and 1e3, are more likely a slip than meant.
  const digits = z.string().trim().regex(/^\d+$/, words)
  return digits.transform(Number).pipe(z.number(words).int().min(least).max(most)).prefault(String(usual))
}
const networks = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((each) => each.trim() || []))
  .refine((list) => list.every(isNetwork), 'must be networks such as 10.1.0.0/16, with commas between them')
const hops = z
  .enum(['true', 'false', '0', '1', '2', '3', '4'], 'must be true, false or a number from 0 to 4')
  .default('false')
  .transform((value) => (value === 'true' ? 1 : value === 'false' ? 0 : Number(value)))

/** Every setting of the environment, with what it means; `docs/operating.md` lists them from here. */
export const environment = z.object({
  PORT: number(0, 65_535, 8080).describe('Port of the web app and the API; 0 takes a free one'),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on; 0.0.0.0 makes the server reachable from outside'),
  DATABASE_URL: z
    .string()
    .refine(
      isPostgresAddress,
      'must be an address such as postgres://owner:password@db.example:5432/tenantry, in whose password % / ? # @ are written as %25 %2F %3F %23 %40',
    )
    .optional()
    .describe(
      'Connection string of an outside PostgreSQL 15–18, as the owner of its database; without it the product brings its own',
    ),
  TENANTRY_DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .describe('Folder of the embedded database, files, mail and secrets'),
  TENANTRY_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://msp.example' })
    .optional()
    .describe(
      'Address that people use, e.g. https://msp.example; links in mails begin with it, https makes cookies secure',
    ),
  TENANTRY_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('Secret of the installation, shared by all its servers; kept in the data folder when absent'),
  TENANTRY_ENCRYPTION_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits, as openssl rand -hex 32 prints them')
    .optional()
    .describe(
      'Key that secrets in the database, such as the passwords of mail servers, are encrypted with: 64 hexadecimal digits, shared by all servers; kept in the data folder when absent',
    ),
  TENANTRY_ALLOWED_PRIVATE_NETWORKS: networks.describe(
    'Networks that mail servers named by administrators may lie in although they are not public, with commas between them, e.g. 10.1.0.0/16,127.0.0.1; none when absent',
  ),
  TENANTRY_TRUST_PROXY: hops.describe(
    'How many proxies in front tell the address of the client in X-Forwarded-For: true or 1 for one, 2 for a chain of two',
  ),
  TENANTRY_PROVIDER_NAME: displayName.optional().describe('Unattended first start: name of the provider'),
  TENANTRY_ADMIN_EMAIL: emailAddress.optional().describe('Unattended first start: email of its administrator'),
  TENANTRY_ADMIN_PASSWORD: password.optional().describe('Unattended first start: password of its administrator'),
  TENANTRY_TIME_ZONE: timeZone
    .optional()
    .describe('Unattended first start: time zone of the provider, e.g. Europe/Berlin; UTC when absent'),
  TENANTRY_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .default('info')
    .describe('How much is logged'),
  TENANTRY_REQUESTS_PER_MINUTE: number(0, 1_000_000, 3_000).describe(
    'Requests per minute that one person, the API keys of one person, or one address without either may send; 0 for no limit',
  ),
  TENANTRY_ENROLLMENTS_PER_MINUTE: number(0, 1_000_000, 30_000).describe(
    'Requests per minute that one enrollment token may send to one server, whatever addresses they come from, each with up to 1,000 devices; 0 for no limit',
  ),
  TENANTRY_SESSION_DAYS: number(1, 3_650, 30).describe(
    'Days after which a session ends, however much it is used; one that is not used ends after 30 at most',
  ),
  TENANTRY_DATABASE_CONNECTIONS: number(2, 500, 20).describe('Connections of the application to the database at most'),
})

/** Looked at by a start that finds no provider, and by nothing else. */
const ofFirstStart = {
  TENANTRY_PROVIDER_NAME: true,
  TENANTRY_ADMIN_EMAIL: true,
  TENANTRY_ADMIN_PASSWORD: true,
  TENANTRY_TIME_ZONE: true,
} as const
const firstStart = environment.pick(ofFirstStart)
const always = environment.omit(ofFirstStart)

/** The provider that an unattended first start makes. */
export interface FirstProvider {
  name: string
  adminEmail: string
  adminPassword: string
  timeZone: string | undefined
}

/** The settings of a running server. */
export interface Config {
  port: number
  host: string
  databaseUrl: string | null
  dataDir: string
  publicUrl: string | null
  secret: string | null
  /** What secrets in the database are encrypted with, in hexadecimal; null where the data folder keeps it. */
  encryptionKey: string | null
  /** Networks that are not public and that servers named in the app may lie in. */
  allowedPrivateNetworks: readonly string[]
  /** Proxies in front whose word on the client's address is taken. */
  trustProxy: number
  firstProvider: FirstProvider | null
  /** What is wrong with the settings of the first start, which later ones are not to stumble over. */
  firstStartProblems: readonly string[]
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  requestsPerMinute: number
  /** Requests of one enrollment token. */
  enrollmentsPerMinute: number
  /** How long a session may last, whatever its use. */
  sessionSeconds: number
  databaseConnections: number
}

/**
 * Reads the settings from the environment. What is wrong with those of the first start alone is left to
 * `requireFirstProvider`.
 * @throws StartupError that names every wrong setting at once
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = always.safeParse(given)
  const first = firstStart.safeParse(given)
  const firstStartProblems = [...linesOf(first.error), ...missingForFirstStart(given)]
  if (!parsed.success) throw wrongSettings([...linesOf(parsed.error), ...firstStartProblems])
  const settings = parsed.data
  return Object.freeze({
    port: settings.PORT,
    host: settings.HOST,
    databaseUrl: settings.DATABASE_URL ? namingVerification(settings.DATABASE_URL) : null,
    dataDir: path.resolve(projectRoot, settings.TENANTRY_DATA_DIR),
    publicUrl: settings.TENANTRY_PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    secret: settings.TENANTRY_SECRET ?? null,
    encryptionKey: settings.TENANTRY_ENCRYPTION_KEY ?? null,
    allowedPrivateNetworks: settings.TENANTRY_ALLOWED_PRIVATE_NETWORKS,
    trustProxy: settings.TENANTRY_TRUST_PROXY,
    firstProvider: first.success ? firstProvider(first.data) : null,
    firstStartProblems,
    logLevel: settings.TENANTRY_LOG_LEVEL,
    requestsPerMinute: settings.TENANTRY_REQUESTS_PER_MINUTE,
    enrollmentsPerMinute: settings.TENANTRY_ENROLLMENTS_PER_MINUTE,
    sessionSeconds: settings.TENANTRY_SESSION_DAYS * 24 * 60 * 60,
    databaseConnections: settings.TENANTRY_DATABASE_CONNECTIONS,
  })
}

/**
 * The provider that a first start is to make; null where none is asked for.
 * @throws StartupError that names every setting of it that is wrong or missing
 */
export function requireFirstProvider({ firstProvider, firstStartProblems }: Config): FirstProvider | null {
  if (firstStartProblems.length > 0) throw wrongSettings(firstStartProblems)
  return firstProvider
}

function linesOf(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`)
}

function wrongSettings(problems: readonly string[]): StartupError {
  // A number may break two rules, of which both say the same.
  return new StartupError(`Some settings are wrong:\n  ${[...new Set(problems)].join('\n  ')}`)
}

/** Names of the environment that look like settings and are none, each with the setting that it may be, mistyped. */
export function unknownSettings(env: Record<string, string | undefined>): { name: string; meant: string | null }[] {
  const known = Object.keys(environment.shape)
  return Object.keys(env)
    .filter((name) => name.startsWith('TENANTRY_') && !known.includes(name))
    .map((name) => ({ name, meant: nearestSetting(name, known) }))
}

/**
 * An @ behind the host and the port ends a password in which a / or the like is written as it is: what stands before that
 * would be taken for the host, and shown wherever somebody says that there is no such host.
 */
function isPostgresAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, pathname, search, hash } = new URL(text)
  return /^postgres(ql)?:$/.test(protocol) && ![pathname, search, hash].some((part) => part.includes('@'))
}

/**
 * The driver checks the certificate and its name in these modes, too, and says with a warning of ten lines that it will not
 * for ever.
 */
function namingVerification(databaseUrl: string): string {
  if (/[?&]uselibpqcompat=true(&|$)/.test(databaseUrl)) return databaseUrl
  return databaseUrl.replace(/([?&]sslmode=)(prefer|require|verify-ca)(?=&|$)/, '$1verify-full')
}

const together = ['TENANTRY_PROVIDER_NAME', 'TENANTRY_ADMIN_EMAIL', 'TENANTRY_ADMIN_PASSWORD'] as const

function missingForFirstStart(given: Record<string, unknown>): string[] {
  const missing = together.filter((name) => given[name] === undefined)
  if (missing.length === together.length) return []
  return missing.map((name) => `${name}: needed together with the others of the first start`)
}

function firstProvider(settings: z.output<typeof firstStart>): FirstProvider | null {
  const {
    TENANTRY_PROVIDER_NAME: name,
    TENANTRY_ADMIN_EMAIL: adminEmail,
    TENANTRY_ADMIN_PASSWORD: adminPassword,
    TENANTRY_TIME_ZONE: timeZone,
  } = settings
  return name && adminEmail && adminPassword ? { name, adminEmail, adminPassword, timeZone } : null
}
