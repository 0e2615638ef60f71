/** The words that menus need before anything else of a customer's life is loaded. */
export const menuTexts = {
  change: 'Change status',
  archive: 'Archive',
  restore: 'Restore',
  purge: 'Delete for good',
} as const
