import { filledTexts } from './clearable-texts.ts'

/** The location of something about which nothing is known. */
export const emptyLocation = {
  name: '',
  country: '',
  region: '',
  state: '',
  district: '',
  city: '',
  postalCode: '',
  landmark: '',
  line1: '',
  line2: '',
}

/** A location as a form holds it. */
export type LocationValues = typeof emptyLocation

/** A location as it is stored or sent, as far as it is known. */
export type KnownLocation = { [Part in keyof LocationValues]?: string | null | undefined }

/** A location in a form. */
export function locationOf(location: KnownLocation): LocationValues {
  return filledTexts(emptyLocation, location)
}
