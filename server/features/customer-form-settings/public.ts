/** What other rooms may ask about the fields that a provider requires. */
export { findRequired, isRequired, refuseEmptied, refuseNone, requireFields } from './required-fields.ts'
