/** What other rooms may ask about the fields that a provider requires. */
export { refuseEmptied, refuseNone, requireFields } from './required-fields.ts'
