/** What other rooms may call of the own side. */
export {
  houseOfPartner,
  isInternalTo,
  isOwnSide,
  refuseInternalFields,
  refuseOwnTerms,
  untoldChanges,
  withoutInternalFields,
} from './own-side.ts'
