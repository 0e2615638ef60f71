/** The words of the use over time. A second language is a second object of this shape. */
export const texts = {
  title: 'Use over time',
  type: 'License',
  plot: (type: string, days: string) => `${type} in use by day, the last ${days}`,
  days: (count: string) => `${count} days`,
  oneDay: '1 day',
  used: 'In use',
  owned: (count: string) => `${count} owned`,
  range: 'Likely range',
  trend: 'If it goes on like this',
  trendTaken: 'In use or set aside, if it goes on like this',
  readout: (day: string, count: string) => `${day}: ${count} in use`,
  nothing: 'Nothing has been counted yet.',
  forecast: {
    tooFew: (days: string, needed: string) =>
      `A forecast needs ${needed} days of data; fewer are not reliable. So far: ${days}.`,
    notEnforced: 'None was ever bought: there is no end that it could run into.',
    flat: 'It does not grow. If it goes on like this, it does not run out.',
    growth: {
      day: (count: string) => `${count} a day`,
      month: (count: string) => `${count} a month`,
      year: (count: string) => `${count} a year`,
      less: 'less than 0.1 a year',
    },
    far: (growth: string) => `It grows by ${growth}, and lasts for more than ten years.`,
    runsOut: (day: string, growth: string) => `It grows by ${growth}, and runs out around ${day}.`,
    falls: (day: string, owned: string, growth: string) =>
      `It grows by ${growth}, and runs out on ${day}, when what is owned falls to ${owned}.`,
    fallsFlat: (day: string, owned: string) =>
      `It does not grow, and runs out on ${day}, when what is owned falls to ${owned}.`,
    taken: (taken: string, owned: string, used: string, aside: string) =>
      `${taken} of ${owned} are taken: ${used} in use, ${aside} more set aside.`,
    now: 'Nothing is left today.',
    between: (earliest: string, latest: string) => `Likely between ${earliest} and ${latest}.`,
    from: (earliest: string) => `Likely not before ${earliest}, and perhaps never.`,
  },
  table: { open: 'Show as a table', day: 'Day', used: 'In use' },
} as const
