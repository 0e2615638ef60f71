/** The words for a list that was asked for by what it cannot be asked for. */
export const texts = {
  title: 'The list cannot be shown like this',
  problem: (what: string, message: string) => `${what}: ${message}`,
  search: 'Search',
  order: 'Order',
  noSuchCondition: 'There is no such condition',
  oneValue: 'One value is needed',
  date: 'A date is needed',
  plain: 'Show it without conditions',
} as const
