import { type RefObject, useEffect, useRef } from 'react'

type Aim = { kind: 'added' } | { kind: 'removed'; place: number }

const fields = 'input:not([type=hidden]):not([disabled])'

/**
 * Keeps the focus in a list whose items come and go: an added one has it in its first field; after one is removed, the
 * next one's button for removing has it, and the button for adding once none is left.
 * @param list the element around items, marked `data-item`, and the button for adding, marked `data-add`
 */
export function useListFocus(list: RefObject<HTMLElement | null>, keys: readonly string[]) {
  const aim = useRef<Aim | null>(null)
  const known = keys.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys say that an item has come or gone
  useEffect(() => {
    const wanted = aim.current
    aim.current = null
    const items = list.current?.querySelectorAll<HTMLElement>('[data-item]') ?? []
    if (wanted?.kind === 'added') items[items.length - 1]?.querySelector<HTMLElement>(fields)?.focus()
    if (wanted?.kind !== 'removed') return
    const next = items[Math.min(wanted.place, items.length - 1)]
    const target = next?.querySelector<HTMLElement>('[data-remove]') ?? list.current?.querySelector('[data-add]')
    if (target instanceof HTMLElement) target.focus()
  }, [known, list])
  return {
    added: () => {
      aim.current = { kind: 'added' }
    },
    removed: (key: string) => {
      aim.current = { kind: 'removed', place: keys.indexOf(key) }
    },
  }
}
