import { headerKey } from '../header-key.ts'

/** What the headings of a product stand for, by the keys that headings are compared by. */
export interface Dictionary {
  fields: ReadonlyMap<string, string>
  /** So many of its headings make a file one of that product. */
  recognizedFrom: number
}

const recognizedFrom = 4

/** Makes the dictionary of a product from its headings; where several stand for one field, the first in a file wins. */
export function dictionary(headers: Readonly<Record<string, string>>): Dictionary {
  return {
    fields: new Map(Object.entries(headers).map(([header, field]) => [headerKey(header), field])),
    recognizedFrom,
  }
}
