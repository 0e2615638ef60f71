/** The words that menus need before anything else of merging is loaded. */
export const menuTexts = {
  merge: 'Merge into…',
  duplicate: 'Merge',
  duplicateFor: (name: string) => `Merge into ${name}`,
} as const
