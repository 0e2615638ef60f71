/** What other rooms may call of the organization tree. */
export { changeCount, findHome, type Home, shareTree } from './tree.queries.ts'
