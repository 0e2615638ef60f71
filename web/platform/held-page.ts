let holders = 0
let drafts = 0
/** Fields in which something stands that they have not taken, and whether what is meant is still being looked up. */
const heldFields = new Map<HTMLElement, 'looking' | 'untaken'>()
/** What was pressed meanwhile, by the field that it waits for. */
const presses = new Map<HTMLElement, () => void>()

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

/**
 * As {@link holdPage}, for a field in which something stands that it has not taken: whatever it belongs to would go without.
 * @param isLooking what is meant is still being looked up, and is then taken without anybody's doing
 */
export function holdField(field: HTMLElement, isLooking = false): () => void {
  const letGo = holdPage()
  heldFields.set(field, isLooking ? 'looking' : 'untaken')
  return () => {
    heldFields.delete(field)
    letGo()
    // After what takes its place, if anything does.
    setTimeout(() => goOn(field))
  }
}

/** Goes on with what has waited for a field, or leads to it, once it is known whether it has taken what stands in it. */
function goOn(field: HTMLElement) {
  const press = presses.get(field)
  if (!press || heldFields.get(field) === 'looking') return
  presses.delete(field)
  if (heldFields.has(field)) field.focus()
  else press()
}

/** The button that is being pressed, by Enter in a field of its form, too. */
let pressed: HTMLButtonElement | null = null

/** Has presses wait for what is still being looked up: not every browser gives a button that is pressed the focus. */
export function watchPresses(): void {
  const note = ({ target }: MouseEvent) => {
    pressed = target instanceof Element ? target.closest('button') : null
    setTimeout(() => {
      pressed = null
    })
  }
  document.addEventListener('click', note, { capture: true })
}

/** Presses once more what is being pressed, unless whoever did so has gone elsewhere by then; null for any other way to go on. */
function pressAgain(): (() => void) | null {
  const [button, focused] = [pressed, document.activeElement]
  return button && (() => document.activeElement === focused && button.click())
}

/** Has what was pressed meanwhile wait no more: what it would go on with could not be had. */
export function forgetPresses(): void {
  presses.clear()
}

/** The first on the page. */
function heldFieldOf(part: Node | null): HTMLElement | undefined {
  const fields = [...heldFields.keys()].filter((field) => part?.contains(field))
  const isBefore = (one: Node, other: Node) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING
  return fields.sort((one, other) => (isBefore(one, other) ? -1 : 1))[0]
}

/** Whether something stands in a field of the page, or of a part of it, that the field has not taken. */
export const isFieldHeld = (part: Node | null = document) => heldFieldOf(part) !== undefined

/**
 * Leads to the field in which something stands that it has not taken, where it is said what to do.
 * @param part what goes on: a panel has nothing to do with the page that it lies over
 * @returns whether there is one
 */
export function focusHeldField(part: Node | null): boolean {
  const field = heldFieldOf(part)
  field?.focus()
  return field !== undefined
}

/**
 * As {@link focusHeldField}, for whoever goes on by a press, for which all else waits. Where what is meant is still being looked
 * up, what they pressed is pressed once more when the field has it.
 */
export function leadToHeldField(part: Node | null): boolean {
  const field = heldFieldOf(part)
  const press = field && heldFields.get(field) === 'looking' ? pressAgain() : null
  if (!field || !press) return focusHeldField(part)
  presses.set(field, press)
  return true
}

/** Holds the page no more, whatever is typed there: somebody has chosen to leave it. */
export function letPageGo(): void {
  holders = Number.NEGATIVE_INFINITY
}

/** Whether anything stands on the page that somebody has typed and not sent. */
export const isPageTyped = () => holders + drafts > 0

/** Whether going elsewhere by itself, as when the session ends, would lose what somebody has typed. */
export const isPageHeld = () => holders > 0
