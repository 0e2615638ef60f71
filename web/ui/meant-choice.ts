import { searchKey } from '@tenantry/contract/fields/sort-keys.ts'

/** Of some choices those whose name was typed in full, with or without its accents and capitals. */
export function namedChoices<Choice>(
  choices: readonly Choice[],
  typed: string,
  nameOf: (choice: Choice) => string,
): Choice[] {
  const name = searchKey(typed)
  return choices.filter((choice) => searchKey(nameOf(choice)) === name)
}

/**
 * Of what a text has found, what whoever leaves the field has meant: the one that is named in full, or that alone is found.
 * Of two with that very name, none: only they can tell which.
 */
export function meantChoice<Choice>(
  found: readonly Choice[],
  typed: string,
  nameOf: (choice: Choice) => string,
): Choice | undefined {
  const named = namedChoices(found, typed, nameOf)
  const [only, another] = named.length > 0 ? named : found
  return another ? undefined : only
}
