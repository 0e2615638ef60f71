import { queryOptions } from '@tanstack/react-query'
import type { FilterOption, SearchedOptions } from '../../ui/list/filter-words.ts'

/** Settings of which there are values to choose from. */
export type ChosenSetting = 'timeZone' | 'locale' | 'currency'

const choices = (name: ChosenSetting): SearchedOptions => ({
  known: undefined,
  search: (q) =>
    queryOptions<FilterOption[], Error, FilterOption[], (string | boolean)[]>({
      queryKey: ['choices', name, q],
      queryFn: async () => (await import('./form/found-options.ts')).foundOptions(name, q),
      staleTime: Number.POSITIVE_INFINITY,
    }),
})

/** The values of settings for conditions of the list: long lists, which are loaded when one is put together. */
export const settingChoices = {
  timeZone: choices('timeZone'),
  locale: choices('locale'),
  currency: choices('currency'),
}
