/** What other rooms may call of customers. */
export { isInternalTo, isOwnSide } from './own-side.ts'
