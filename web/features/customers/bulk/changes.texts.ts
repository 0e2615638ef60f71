/** What the way to one's own changes of many is called; apart from their other words, for lists show it at once. */
export const changesTitle = 'Changes of many'
