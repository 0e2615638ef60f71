/** What other rooms may use of merging customers; small, because lists load it. */
export { DuplicateMerge } from './duplicate-merge.tsx'
export { useMergeActions } from './use-merge-actions.ts'
