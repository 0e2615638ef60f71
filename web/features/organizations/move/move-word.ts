/** What menus say before anything else of moving is loaded. */
export const moveWord = 'Move…'
