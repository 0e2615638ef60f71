/** What other rooms may ask about the fields that a provider requires. */
export { isRequired, refuseEmptied, refuseNone, requireFields } from './required-fields.ts'
