/** Columns of lists that are stored as people typed them. */
import type { StoredColumn } from './list-plan.ts'

/** A text, compared as it stands. */
export const plainText = (ref: string): StoredColumn => ({ ref, type: 'text', nullable: true })

/** A text, compared and sorted without regard to case. */
export const foldedText = (ref: string): StoredColumn => ({ ...plainText(ref), isFolded: true })

/** The code of a country. */
export const countryCode = (ref: string): StoredColumn => ({
  ...plainText(ref),
  normalize: (value) => value.toUpperCase(),
})

/** A phone number in E.164, compared without the blanks and signs that people write between the digits. */
export const phoneNumber = (ref: string): StoredColumn => ({
  ...plainText(ref),
  normalize: (value) => value.replaceAll(/[\s()./-]/g, ''),
})
