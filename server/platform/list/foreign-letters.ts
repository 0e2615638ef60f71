/** Columns of lists whose values are kept in Latin letters though they are written in others: domains, and addresses of websites. */
import type { ListQuery } from '@tenantry/contract/list.ts'
import { plainText } from './column-sources.ts'
import { conditionExpression } from './conditions.ts'
import type { ListDefinition, StoredColumn } from './list-plan.ts'

/**
 * Whether what is kept has other letters: a domain, or whatever holds one.
 * @param begins whether it is to begin with them, which an index finds
 */
export function hasForeignLetters(ref: string, begins = false) {
  return hasText(ref, begins ? 'starts' : 'contains', 'xn--')
}

/** Whether some of what is kept stands for other signs: behind the domain of a website. */
export const hasEscapedLetters = (ref: string) => hasText(ref, 'contains', '%')

function hasText(ref: string, operator: 'starts' | 'contains', text: string) {
  return conditionExpression(plainText(ref), { column: ref, operator, values: [text] })
}

/**
 * A definition by which conditions on such columns find values as they are written, too. That takes all values of other
 * letters, for those of a part say nothing about the whole.
 * @param written of each of the columns how a kept value is written
 * @param find the values of a column, by its name, that are kept in other letters: {@link hasForeignLetters}, {@link hasEscapedLetters}
 */
export async function asWritten<Name extends string>(
  definition: ListDefinition,
  { filter = {} }: ListQuery,
  written: Readonly<Record<Name, (kept: string) => string>>,
  find: (name: Name) => Promise<string[]>,
): Promise<ListDefinition> {
  const asked = (Object.keys(written) as Name[]).filter((name) =>
    Object.keys(filter[name] ?? {}).some((operator) => operator !== 'empty'),
  )
  const columns = asked.map(async (name) => {
    const all = (await find(name)).map((kept) => ({ kept, name: written[name](kept) }))
    const alike: StoredColumn['alike'] = (isMeant) => all.flatMap((each) => (isMeant(each.name) ? each.kept : []))
    return [name, { ...definition.columns[name], alike } as StoredColumn] as const
  })
  return { ...definition, columns: { ...definition.columns, ...Object.fromEntries(await Promise.all(columns)) } }
}
