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

/** Whether something stands in a field that it has not taken. */
export const isFieldHeld = () => heldFields.size > 0

/**
 * Leads whoever goes on to the field in which something stands that it has not taken, where it is said what to do.
 * @returns whether there is one, for which all else waits
 */
export function leadToHeldField(): boolean {
  const [field] = heldFields
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
