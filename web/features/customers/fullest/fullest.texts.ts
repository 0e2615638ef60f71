/** Words of how full the licenses of a customer are. */
export const texts = {
  unlimited: 'Unlimited',
  licensesUnlimited: 'Unlimited licenses',
  of: ' of ',
  overBy: (count: string) => `over by ${count}`,
} as const
