/** The person's language; some systems name it in a form that is no language tag. */
function locale(): string {
  const language = typeof navigator === 'undefined' ? 'en' : navigator.language
  return isLanguageTag(language) ? language : (/^[a-z]{2,3}(-[A-Z]{2})?(?![a-z])/.exec(language)?.[0] ?? 'en')
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

const cache = new Map<string, Intl.DateTimeFormat>()

function dateFormat(options: Intl.DateTimeFormatOptions, language: string): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  const known = cache.get(key) ?? new Intl.DateTimeFormat(language, options)
  cache.set(key, known)
  return known
}

/** An integer or decimal with the grouping of the person's language. */
export function formatNumber(value: number, language = locale()): string {
  return new Intl.NumberFormat(language).format(value)
}

/** The total of a list; the API counts to 10,000 and answers null beyond. */
export function formatTotal(total: number | null, language = locale()): string {
  return total === null ? `${formatNumber(10_000, language)}+` : formatNumber(total, language)
}

/** The day of an ISO 8601 instant in the person's time zone, or a plain date (`2026-03-01`) as that day everywhere. */
export function formatDate(iso: string, language = locale()): string {
  const isPlainDate = /^\d{4}-\d{2}-\d{2}$/.test(iso)
  return dateFormat({ dateStyle: 'medium', ...(isPlainDate ? { timeZone: 'UTC' } : {}) }, language).format(
    new Date(iso),
  )
}

/** Day and time of an ISO 8601 instant in the person's time zone. */
export function formatDateTime(iso: string, language = locale()): string {
  return dateFormat({ dateStyle: 'medium', timeStyle: 'short' }, language).format(new Date(iso))
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** How long ago or ahead an ISO 8601 instant lies ('5 minutes ago'); the date beyond 30 days. */
export function formatAgo(iso: string, now = Date.now(), language = locale()): string {
  const seconds = (Date.parse(iso) - now) / 1000
  if (Math.abs(seconds) > 30 * 86_400) return formatDate(iso, language)
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const step = steps.find(([, size]) => Math.abs(seconds) >= size)
  return step ? relative.format(Math.round(seconds / step[1]), step[0]) : relative.format(0, 'second')
}
