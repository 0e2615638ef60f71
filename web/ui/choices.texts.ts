/** What every field of choices says of a text that is none of them. */
export const texts = { notInList: 'Choose one from the list' } as const
