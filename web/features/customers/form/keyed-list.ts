import type { FieldErrors } from '../../../platform/zod-form.ts'
import type { FormValue } from './form-part.ts'

/**
 * A list in a form: its items in their order, each below a key that stays with it while others come and go, so that
 * errors and the focus do too. Keys begin with a letter: objects would sort numbers by themselves.
 */
export type KeyedList<Item extends FormValue> = { [key: string]: Item }

/** A list of the given items. */
export function keyedList<Item extends FormValue>(items: readonly Item[]): KeyedList<Item> {
  return Object.fromEntries(items.map((item, index) => [`n${index + 1}`, item]))
}

/** A key that no item of the list has. */
export function freeKey(list: KeyedList<FormValue>): string {
  const taken = Object.keys(list).map((key) => Number(key.slice(1)))
  return `n${Math.max(0, ...taken) + 1}`
}

/** The list with one more item at its end. */
export function withItem<Item extends FormValue>(list: KeyedList<Item>, item: Item): KeyedList<Item> {
  return { ...list, [freeKey(list)]: item }
}

/** The list without an item. */
export function withoutItem<Item extends FormValue>(list: KeyedList<Item>, key: string): KeyedList<Item> {
  return Object.fromEntries(Object.entries(list).filter(([other]) => other !== key))
}

/**
 * Errors by the places of items in a request (`others.1.email`), moved to the keys of the items (`others.n3.email`).
 * @param name the list's name in the form
 * @param sent the keys of the items that the request holds, in its order
 */
export function toKeyedPaths(errors: FieldErrors, name: string, sent: readonly string[]): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([path, message]) => {
      const [list, place, ...rest] = path.split('.')
      const key = list === name && place !== undefined ? sent[Number(place)] : undefined
      return [key === undefined ? path : [name, key, ...rest].join('.'), message]
    }),
  )
}
