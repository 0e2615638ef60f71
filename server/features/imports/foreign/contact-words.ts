/** What lists that were kept by hand call the ways to reach a contact: what stands in the field that is named. */

const emails = ['Email', 'Email address', 'E-Mail-Adresse', 'Contact email', 'Contact email address']

const phones = [
  'Phone',
  'Phone number',
  'Phone no.',
  'Telephone',
  'Telefon',
  'Telefonnummer',
  'Contact phone',
  'Contact phone number',
]

const standFor = (words: readonly string[], field: string) => Object.fromEntries(words.map((word) => [word, field]))

/** The words, but those that are the heading of our own column of the field. */
export function contactsAs(path: string, ...own: readonly string[]): Readonly<Record<string, string>> {
  const words = (all: readonly string[]) => all.filter((word) => !own.includes(word))
  return { ...standFor(words(emails), `${path}email`), ...standFor(words(phones), `${path}phone`) }
}
