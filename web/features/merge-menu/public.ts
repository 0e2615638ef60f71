/** Ways to merging, without what it takes to merge: menus and lists load it, and it calls no other room. */
export { menuTexts } from './menu.texts.ts'
export { useMergeActions } from './use-merge-actions.ts'
export { useMergePanel } from './use-merge-panel.ts'
