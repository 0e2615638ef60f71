import { currencyCodes, currencyName } from '@tenantry/contract/fields/currencies.ts'
import { listTimeZones } from '@tenantry/contract/fields/time-zones.ts'
import { type Option, once } from './country-options.ts'
import { namesOf, todaysZone, zoneText } from './zone-words.ts'

/** Time zones by the names of today, the underscores as spaces; found by former ones, too. */
export const timeZoneOptions = once(() => {
  const zones = listTimeZones().map(todaysZone)
  // UTC stays first.
  const [first = '', ...rest] = new Set(zones)
  return [first, ...rest.sort()].map((zone) => ({ value: zone, label: zoneText(zone), names: namesOf(zone) }))
})

/** Currencies with code and name. */
export const currencyOptions = once(() =>
  currencyCodes.map((code) => ({ value: code, label: `${code} · ${currencyName(code)}` })),
)

const offeredLocales =
  'ar-AE ar-SA bg-BG cs-CZ da-DK de-AT de-CH de-DE el-GR en-AU en-CA en-GB en-IE en-IN en-NZ en-US en-ZA es-AR es-CL ' +
  'es-CO es-ES es-MX et-EE fi-FI fr-BE fr-CA fr-CH fr-FR he-IL hi-IN hr-HR hu-HU id-ID it-CH it-IT ja-JP ko-KR lt-LT ' +
  'lv-LV ms-MY nb-NO nl-BE nl-NL pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sl-SI sv-SE th-TH tr-TR uk-UA vi-VN zh-CN zh-HK zh-TW'

/** The name of a language with its region, in English; the tag itself where it has none. */
export function localeName(tag: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language', languageDisplay: 'standard' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** Common languages with their regions, by name. */
export const localeOptions = once(() =>
  offeredLocales
    .split(' ')
    .map((tag) => ({ value: tag, label: localeName(tag) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en')),
)

/** The options with the value at hand among them, so that a rare one that is stored can be seen and kept. */
export function withValue(options: Option[], value: string, wordsOf = (rare: string) => rare): Option[] {
  return value === '' || options.some((option) => option.value === value)
    ? options
    : [{ value, label: wordsOf(value) }, ...options]
}
