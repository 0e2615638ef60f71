/** The way to merging from a customer that may be the same; apart from the menus, which the first page loads. */
export { DuplicateMerge } from './duplicate-merge.tsx'
