/** Words of the person's menu that nothing else needs. */
export const userMenuTexts = { changes: 'Your changes of many' }
