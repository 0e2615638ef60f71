import { searchKey } from '@tenantry/contract/fields/sort-keys.ts'
import { matchingOptions } from '../../../ui/list/matching-options.ts'
import type { ChosenSetting } from '../setting-choices.ts'
import type { Option } from './country-options.ts'
import { currencyOptions, localeOptions, timeZoneOptions } from './options.ts'

const all = { timeZone: timeZoneOptions, locale: localeOptions, currency: currencyOptions }

/** How many are offered at once. */
const most = 50

/** Values of a setting that a text finds, the likeliest first, and behind them those of which it is part of a further name. */
export function foundOptions(name: ChosenSetting, q: string): Option[] {
  const options = all[name]()
  const sought = searchKey(q)
  const named = options.filter(({ value, names = [] }) => searchKey([value, ...names].join(' ')).includes(sought))
  return [...new Set([...matchingOptions(options, q), ...named])].slice(0, most)
}
