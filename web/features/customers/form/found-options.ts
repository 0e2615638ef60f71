import type { ChosenSetting } from '../setting-choices.ts'
import type { Option } from './country-options.ts'
import { currencyOptions, localeOptions, timeZoneOptions } from './options.ts'

const all = { timeZone: timeZoneOptions, locale: localeOptions, currency: currencyOptions }

/** How many are offered at once. */
const most = 50

/** Values of a setting of which a text is part of the value, of its words or of a further name. */
export function foundOptions(name: ChosenSetting, q: string): Option[] {
  const sought = q.toLowerCase()
  return all[name]()
    .filter(({ value, label, names = [] }) => [value, label, ...names].join(' ').toLowerCase().includes(sought))
    .slice(0, most)
}
