/** Words of the question after a switch in another window. A second language is a second object of this shape. */
export const switchedTexts = {
  title: (other: string) => `This browser works for ${other} now`,
  body: (own: string) =>
    `It was switched in another window. What you typed here is for ${own}. Switching back keeps it, and switches all windows; going on loses what is not saved.`,
  unknown: 'another organization',
  notTheirs: 'Whoever is signed in now cannot work there. Sign in as yourself in another window, then switch back.',
  back: (own: string) => `Switch back to ${own}`,
  goOn: (other: string) => `Go on for ${other}`,
} as const
