/** States by a part of what people call them: their names in English, as they are shown. */

import { searchKey } from '@tenantry/contract/fields/sort-keys.ts'
import { allSubdivisions } from '@tenantry/contract/fields/subdivisions.ts'
import type { FilterOperator } from '@tenantry/contract/list.ts'

/** Made for the first part that is asked for, since that takes a while. */
let states: { code: string; small: string; key: string }[] | undefined

/**
 * Which codes of states a part means: by the name, minding no apostrophes, of which names have some that nobody types; and
 * by the code where that is told up to the hyphen (`us-`) or beyond it (`us-tx`), or without its country (`tx`).
 * @returns of each code that is meant, or would be as a text, whether it is
 */
export function statesByPart(part: string, operator: FilterOperator): Record<string, boolean> {
  states ??= allSubdivisions().map(({ code, name }) => ({ code, small: code.toLowerCase(), key: searchKey(name) }))
  const typed = searchKey(part)
  const has = (text: string) => (operator === 'starts' ? text.startsWith(typed) : text.includes(typed))
  const isCode = (small: string) => (typed.includes('-') ? small.startsWith(typed) : small.endsWith(`-${typed}`))
  return Object.fromEntries(
    states.flatMap(({ code, small, key }) => {
      const isMeant = has(key) || isCode(small)
      return isMeant || has(small) ? [[code, isMeant]] : []
    }),
  )
}
