let holders = 0
let drafts = 0
const heldFields = new Set<HTMLElement>()

/** Keeps this page open while something typed on it is not saved; what it gives lets go. */
export function holdPage(): () => void {
  holders += 1
  return () => {
    holders -= 1
  }
}

/** As {@link holdPage}, for what is kept as a draft by itself, which going elsewhere does not lose. */
export function holdDraft(): () => void {
  drafts += 1
  return () => {
    drafts -= 1
  }
}

/** As {@link holdPage}, for a field in which something stands that it has not taken: whatever it belongs to would go without. */
export function holdField(field: HTMLElement): () => void {
  const letGo = holdPage()
  heldFields.add(field)
  return () => {
    heldFields.delete(field)
    letGo()
  }
}

const heldFieldOf = (part: Node | null) => [...heldFields].find((field) => part?.contains(field))

/** Whether something stands in a field of the page, or of a part of it, that the field has not taken. */
export const isFieldHeld = (part: Node | null = document) => heldFieldOf(part) !== undefined

/**
 * Leads whoever goes on to the field in which something stands that it has not taken, where it is said what to do.
 * @param part what goes on: a panel has nothing to do with the page that it lies over
 * @returns whether there is one, for which all else waits
 */
export function leadToHeldField(part: Node | null): boolean {
  const field = heldFieldOf(part)
  field?.focus()
  return field !== undefined
}

/** Holds the page no more, whatever is typed there: somebody has chosen to leave it. */
export function letPageGo(): void {
  holders = Number.NEGATIVE_INFINITY
}

/** Whether anything stands on the page that somebody has typed and not sent. */
export const isPageTyped = () => holders + drafts > 0

/** Whether going elsewhere by itself, as when the session ends, would lose what somebody has typed. */
export const isPageHeld = () => holders > 0
