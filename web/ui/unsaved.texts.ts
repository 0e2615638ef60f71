/** The words of what is typed and not saved yet. A second language is a second object of this shape. */
export const texts = {
  leaving: { title: 'Leave without saving?', body: 'What you changed here will be lost.', leave: 'Leave' },
  saving: { unsaved: 'Changes are not saved yet', reset: 'Undo changes', save: 'Save' },
} as const
