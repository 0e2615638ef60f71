import { queryOptions } from '@tanstack/react-query'

/** Tags to choose from in the condition of a list, by name. What reads them loads with the first question. */
export const tagOptionsQuery = queryOptions({
  queryKey: ['tags', 'choices'],
  queryFn: async () => (await import('./tags.api.ts')).readTagChoices(),
})
