import type { OrganizationType } from './organizations.ts'
import type { Permission } from './permissions.ts'

/**
 * What people are told of, worded once for the bell, for mails and for the page of their settings. Whoever tells of
 * something else adds it here.
 */
export interface NotificationKind {
  /** Who may be told of it: whoever has one of these permissions and sees an organization of that type. */
  reaches: readonly { permission: Permission; sees?: OrganizationType }[]
  /** Whether it tells what is kept from the own people of the organization that it is about. */
  isKept?: boolean
  /** How settings call it. */
  label: string
  /** One line, with `{params}`. */
  title: string
  /** A second line, with `{params}`; left out where all of it is empty. */
  detail?: string
  /** The page that it leads to, below the app's address; `{organizationId}` is what it is about. */
  path: string
  /** How people are told who have not chosen otherwise. */
  inApp: boolean
  byMail: boolean
  /** What else reaches them, whatever they choose; shown beside the choice. */
  hint?: string
}

/** The mails of an alert go to addresses, which need not be those of people here. */
const goesToRecipients = 'The recipients of an alert get its mails whatever you choose.'

const kinds = {
  mail_bounced: {
    reaches: [{ permission: 'settings.manage' }],
    label: 'A mail came back',
    title: 'The mail “{subject}” to {address} came back',
    detail: '{reason}',
    path: '/settings/mail?mail={mailId}',
    inApp: true,
    byMail: false,
  },
  mail_failed: {
    reaches: [{ permission: 'settings.manage' }],
    label: 'A mail could not be sent',
    title: 'The mail “{subject}” to {address} could not be sent',
    detail: '{reason}',
    path: '/settings/mail?mail={mailId}',
    inApp: true,
    byMail: false,
  },
  license_alert: {
    reaches: [{ permission: 'licenses.manage' }, { permission: 'licenses.read', sees: 'partner' }],
    label: 'Licenses of a customer run out',
    title: '{customerName} uses {percent} % of its {licenseType}{more}',
    detail: '{used} of {limit}',
    path: '/customers/{organizationId}/licenses',
    inApp: true,
    byMail: false,
    hint: goesToRecipients,
  },
  license_pool_alert: {
    reaches: [{ permission: 'license_pool.read', sees: 'provider' }],
    label: 'Licenses of the pool run out',
    title: '{percent} % of {licenseType}{more} in the pool are taken',
    detail: '{used} of {limit}',
    path: '/license-pool',
    inApp: true,
    byMail: false,
    hint: goesToRecipients,
  },
  license_purchase_ends: {
    reaches: [{ permission: 'license_pool.manage', sees: 'provider' }],
    label: 'A purchase of licenses ends',
    title: 'The purchase of {quantity} {licenseType} ends on {endsOn}',
    detail: '{remains}What is in use stays, and nothing is added beyond what remains. {reference}',
    path: '/license-pool',
    inApp: true,
    byMail: true,
  },
  license_trial_ends: {
    reaches: [{ permission: 'licenses.manage' }],
    isKept: true,
    label: 'A trial ends',
    title: 'The trial of {customerName} ends on {endsOn}',
    detail: 'Its devices stay, and none is added. Extend it, or turn it into a purchase.',
    path: '/customers/{organizationId}/licenses',
    inApp: true,
    byMail: true,
  },
  licenses_run_out: {
    reaches: [{ permission: 'licenses.manage', sees: 'provider' }],
    label: 'Licenses of many customers run out',
    title: 'Licenses of {organizations} organizations run out',
    path: '/customers',
    inApp: true,
    byMail: false,
    hint: goesToRecipients,
  },
} as const satisfies Record<string, NotificationKind>

/** The code of what people are told of. */
export type NotificationCode = keyof typeof kinds

export const notificationKinds: Readonly<Record<NotificationCode, NotificationKind>> = kinds

/** Every code, for schemas. */
export const notificationCodes = Object.keys(kinds) as [NotificationCode, ...NotificationCode[]]

/** What the texts of a notification name. */
export type NotificationParams = Readonly<Record<string, string | number>>

/** The kind of a code; none where an older or newer release has written it. */
export function notificationKind(code: string): NotificationKind | undefined {
  return Object.hasOwn(notificationKinds, code) ? notificationKinds[code as NotificationCode] : undefined
}

const day = /^\d{4}-\d{2}-\d{2}$/

/** Params with their days as a language writes them: those whose names end in `On`. */
export function readableParams(params: NotificationParams, language: string): NotificationParams {
  const written = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const isDay = name.endsWith('On') && typeof value === 'string' && day.test(value)
      return [name, isDay ? written.format(new Date(value)) : value]
    }),
  )
}

/** A text with the values of its `{params}`; those that are missing leave nothing. */
export function filledText(text: string, params: NotificationParams): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(Object.hasOwn(params, name) ? params[name] : '')).trim()
}

/** The page that a notification leads to, with values made fit for an address. */
export function notificationPath({ path }: NotificationKind, params: NotificationParams): string {
  const encoded = Object.entries(params).map(([name, value]) => [name, encodeURIComponent(value)])
  return filledText(path, Object.fromEntries(encoded))
}
