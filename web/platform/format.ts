/** Keeps what was made for the same arguments: a formatter costs a hundred times as much as what it then formats. */
function kept<Args extends unknown[], Made>(make: (...args: Args) => Made): (...args: Args) => Made {
  const known = new Map<string, Made>()
  return (...args) => {
    const key = JSON.stringify(args)
    const found = known.get(key)
    if (found !== undefined) return found
    const fresh = make(...args)
    known.set(key, fresh)
    return fresh
  }
}

/** Some systems name the person's language in a form that is no language tag. */
const usableLanguage = kept((language: string) =>
  isLanguageTag(language) ? language : (/^[a-z]{2,3}(-[A-Z]{2})?(?![a-z])/.exec(language)?.[0] ?? 'en'),
)

/** The person's language. */
export function usedLanguage(): string {
  return usableLanguage(typeof navigator === 'undefined' ? 'en' : navigator.language)
}

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

const numberFormat = kept((language: string) => new Intl.NumberFormat(language))
const agoFormat = kept((language: string) => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }))
const dateFormat = kept(
  (options: Intl.DateTimeFormatOptions, language: string) => new Intl.DateTimeFormat(language, options),
)

/** An integer or decimal with the grouping of the person's language. */
export function formatNumber(value: number, language = usedLanguage()): string {
  return numberFormat(language).format(value)
}

/** The total of a list; the API counts to 10,000 and answers null beyond. */
export function formatTotal(total: number | null, language = usedLanguage()): string {
  return total === null ? `${formatNumber(10_000, language)}+` : formatNumber(total, language)
}

/** The day of an ISO 8601 instant in the person's time zone, or a plain date (`2026-03-01`) as that day everywhere. */
export function formatDate(iso: string, language = usedLanguage()): string {
  const isPlainDate = /^\d{4}-\d{2}-\d{2}$/.test(iso)
  return dateFormat({ dateStyle: 'medium', ...(isPlainDate ? { timeZone: 'UTC' } : {}) }, language).format(
    new Date(iso),
  )
}

/** Day and time of an ISO 8601 instant in the person's time zone. */
export function formatDateTime(iso: string, language = usedLanguage()): string {
  return dateFormat({ dateStyle: 'medium', timeStyle: 'short' }, language).format(new Date(iso))
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** How long ago or ahead an ISO 8601 instant lies ('5 minutes ago'); the date beyond 30 days. */
export function formatAgo(iso: string, now = Date.now(), language = usedLanguage()): string {
  const seconds = (Date.parse(iso) - now) / 1000
  if (Math.abs(seconds) > 30 * 86_400) return formatDate(iso, language)
  const relative = agoFormat(language)
  const step = steps.find(([, size]) => Math.abs(seconds) >= size)
  return step ? relative.format(Math.round(seconds / step[1]), step[0]) : relative.format(0, 'second')
}
