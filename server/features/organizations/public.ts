/** What other rooms may call of the organization tree. */
export { requireGrowth, requireWritable } from './growth.ts'
export { changeCount, findHome, type Home, lockTree, shareTree } from './tree.queries.ts'
