/** What an alert says: templates filled with numbers, as text and as HTML. */
import {
  type AlertValues,
  defaultAlertTemplate,
  defaultPoolTemplate,
  filledTemplate,
} from '@tenantry/contract/license-alert-templates.ts'
import { englishOf } from '../../platform/clock/english-of.ts'
import { frameMail, paragraphAsHtml } from '../../platform/mail/mail-layout.ts'
import { escapeHtml, headerName, linkOnly } from '../../platform/mail/mail-texts.ts'

/** The numbers of one type at the moment that it is told of. */
export interface AlertNumbers {
  typeName: string
  limit: number
  used: number
  threshold: number
  at: Date
}

/** Whose they are, and how they are read there. */
export interface AlertSubject {
  name: string
  code: string | null
  providerName: string
  link: string
  locale: string
  timeZone: string
}

/** How much of a limit is in use, in whole percent: what is not quite full is not called full. */
export function percentOf({ used, limit }: Pick<AlertNumbers, 'used' | 'limit'>): number {
  return limit === 0 ? 0 : Math.floor((used * 100) / limit)
}

/** A long date with its minute and the name of the time zone, beside which `dateStyle` is not taken. */
const minuteOfZone = {
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
} as const

/** The values that a template may name. */
export function alertValues(of: AlertSubject, numbers: AlertNumbers): AlertValues {
  const count = new Intl.NumberFormat(of.locale)
  const { typeName, limit, used, threshold, at } = numbers
  return {
    customerName: of.name,
    customerCode: of.code ?? '',
    licenseType: typeName,
    limit: count.format(limit),
    used: count.format(used),
    remaining: count.format(Math.max(0, limit - used)),
    percent: count.format(percentOf(numbers)),
    threshold: count.format(threshold),
    providerName: of.providerName,
    time: new Intl.DateTimeFormat(of.locale, { ...minuteOfZone, timeZone: of.timeZone }).format(at),
    link: of.link,
  }
}

/**
 * An alert with its values. Those of the texts that the product ships are written as English writes them; what somebody
 * has worded is taken to be in the language of the organization.
 */
export function filledAlert(
  { subject, body }: Record<'subject' | 'body', { value: string }>,
  about: AlertSubject,
  numbers: AlertNumbers,
): { subject: string; text: string; values: AlertValues } {
  const written = (template: string) => alertValues(shipped.has(template) ? inEnglish(about) : about, numbers)
  return {
    subject: filledSubject(subject.value, written(subject.value)),
    text: filledTemplate(body.value, written(body.value)),
    values: written(body.value),
  }
}

const shipped: ReadonlySet<string> = new Set(
  [defaultAlertTemplate, defaultPoolTemplate].flatMap(({ subject, body }) => [subject, body]),
)

/** As an English text says it of the organization: days and numbers in English, at the hour of its place. */
export function inEnglish(of: AlertSubject): AlertSubject {
  return { ...of, locale: englishOf(of.locale) }
}

/** A subject with its values: one line, whatever a name holds. */
export function filledSubject(template: string, values: AlertValues): string {
  return headerName(filledTemplate(template, values)).trim() || values.licenseType
}

/** An alert as HTML, below the provider's name: lines stay lines, all is shown as it was typed, and the link can be followed. */
export function asHtml({ subject, text }: Record<'subject' | 'text', string>, about: AlertSubject): string {
  const url = escapeHtml(linkOnly(about.link))
  const inner = escapeHtml(text)
    .split(/\n{2,}/)
    .map((each) => paragraphAsHtml(each.replaceAll('\n', '<br>').replaceAll(url, `<a href="${url}">${url}</a>`)))
    .join('\n')
  return frameMail({ providerName: about.providerName, title: subject, inner })
}
