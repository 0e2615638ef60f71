/** The words of favourites. */
export const texts = {
  add: (name: string) => `Add ${name} to your favourites`,
  remove: (name: string) => `Take ${name} out of your favourites`,
  failed: (name: string) => `Whether ${name} is a favourite could not be changed`,
} as const
