/** Ways to merging, without what it takes to merge: menus, lists and forms load it, and it calls no other room. */
export { DuplicateMerge } from './duplicate-merge.tsx'
export { menuTexts } from './menu.texts.ts'
export { useMergeActions } from './use-merge-actions.ts'
export { useMergePanel } from './use-merge-panel.ts'
