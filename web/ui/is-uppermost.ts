/** The panel or the dialog that lies above all else, or the page where there is none. */
export function uppermost(): Node {
  return [...document.querySelectorAll('[aria-modal="true"]')].at(-1) ?? document
}

/** Whether nothing asks above a panel or a dialog: Escape reaches all that is open, and what lies above is closed alone. */
export function isUppermost(content: Element | null): boolean {
  const last = uppermost()
  return !content || content.contains(last) || last.contains(content)
}
