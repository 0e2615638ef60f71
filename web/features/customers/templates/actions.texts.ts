/** What menus call copying and templates; apart from the other words, because every list of customers loads it. */
export const templateActions = {
  copy: 'Copy',
  save: 'Save as template',
  list: 'Templates',
} as const
