/** What other rooms may call of the own side. */
export { isInternalTo, isOwnSide, refuseInternalFields, withoutInternalFields } from './own-side.ts'
