export const texts = {
  title: 'API keys',
} as const
