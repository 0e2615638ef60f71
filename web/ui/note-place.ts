/** Where notes lie, so that nothing is covered of what somebody is working at. */

interface Box {
  top: number
  bottom: number
  left: number
  right: number
}

/** What stays free between notes and what they must not cover, in pixels. */
const gap = 8
/** The lowest place: its distance from the edge of the window. */
const edge = 16

const feet = '[data-foot], [data-list-foot], [role="alert"]'
const controls =
  ':is(a[href], button, input, select, textarea, [role="radio"], [role="combobox"], label:has(input)):not([type="hidden"])'

const names = 'label, .mantine-InputWrapper-label'
const headings = ':is(h1, h2, h3, h4, legend)'

/** What is not covered, in the order in which it is given up: headings, names of fields, then rows, which can be scrolled away. */
const spared = [
  `${feet}, ${controls}, ${names}, ${headings}`,
  `${feet}, ${controls}, ${names}`,
  `${feet}, :is(form, section, [role="dialog"]) ${controls}`,
  feet,
]

/** Whether two boxes have a place in common. */
export function meets(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}

/**
 * How far above the lower edge of the window a box lies lowest without covering anything; null where there is no such
 * place.
 */
export function lowest(
  box: Pick<Box, 'left' | 'right'> & { height: number },
  others: readonly Box[],
  windowHeight: number,
) {
  let bottom = edge
  for (;;) {
    const top = windowHeight - bottom - box.height
    if (top < gap) return null
    const covered = others.filter((other) => meets({ ...box, top, bottom: windowHeight - bottom }, other))
    if (covered.length === 0) return bottom
    bottom = windowHeight - Math.min(...covered.map((other) => other.top)) + gap
  }
}

/** Moves notes out of the way, if they are in it. Nobody works at what lies behind a panel or a question. */
export function place(notes: HTMLElement): void {
  const isPlaced = notes.dataset.placed !== undefined
  if (!notes.querySelector('[role]')) {
    notes.style.removeProperty('bottom')
    delete notes.dataset.placed
    return
  }
  // Somebody is about to press them, which what came up under the pointer would look like, too.
  if (isPlaced && notes.matches(':hover, :focus-within')) return
  notes.dataset.placed = ''
  const { left, right, top, bottom, height } = notes.getBoundingClientRect()
  const panel = [...document.querySelectorAll('[aria-modal="true"]')].at(-1)
  const work = panel ?? document.getElementById('content')
  // A panel has no rows that would not be worked at.
  for (const selector of panel ? spared.slice(0, -1) : spared) {
    const others = boxesIn(work, selector)
    if (isPlaced && !others.some((other) => meets({ left, right, top, bottom }, other))) return
    const free = lowest({ left, right, height }, others, innerHeight)
    if (free !== null) return void notes.style.setProperty('bottom', `${free}px`)
  }
  // Above the page or the name of a panel, where nobody works.
  notes.style.setProperty('bottom', `${innerHeight - height - gap}px`)
}

function boxesIn(work: Element | null, selector: string): Box[] {
  return [...(work?.querySelectorAll(selector) ?? [])]
    .map((element) => element.getBoundingClientRect())
    .filter(({ width, height, bottom, top }) => width > 0 && height > 0 && bottom > 0 && top < innerHeight)
}
