import { searchKey } from '@tenantry/contract/fields/sort-keys.ts'

/** What a choice can be named by. */
export interface Findable {
  id: string
  name: string
  code?: string | null
  /** Further names in full. */
  names?: readonly string[]
}

/** Whether a choice is named in full by what is typed, with or without its accents and capitals. */
function isNamed({ name, code, names = [] }: Findable, typed: string): boolean {
  return [name, code ?? '', ...names].map(searchKey).includes(typed)
}

/** The choices that are named in full by what is typed, by their name before any other. */
export function namedChoices<Choice extends Findable>(choices: readonly Choice[], typed: string): Choice[] {
  const wanted = searchKey(typed)
  if (wanted === '') return []
  const byName = choices.filter(({ name }) => searchKey(name) === wanted)
  return byName.length > 0 ? byName : choices.filter((choice) => isNamed(choice, wanted))
}

/** Choices in their order, those before that are named in full by what is typed: what Enter takes is the first. */
export function namedFirst<Choice extends Findable>(choices: readonly Choice[], typed: string): Choice[] {
  const named = new Set(namedChoices(choices, typed))
  return [...named, ...choices.filter((choice) => !named.has(choice))]
}

/**
 * Of what a text has found, what whoever leaves the field has meant: the one that is named in full, or that alone is found.
 * Of two with that very name, none: only they can tell which.
 */
export function meantChoice<Choice extends Findable>(found: readonly Choice[], typed: string): Choice | undefined {
  const named = namedChoices(found, typed)
  const [only, another] = named.length > 0 ? named : found
  return another ? undefined : only
}
