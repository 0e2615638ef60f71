/** The words that menus need before anything else of a customer's life is loaded. */
export const menuTexts = {
  change: 'Change status',
  remove: 'Delete',
  restore: 'Restore',
  purge: 'Delete for good',
} as const
