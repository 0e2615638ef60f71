/** Whether nothing asks above a panel or a dialog: Escape reaches all that is open, and what lies above is closed alone. */
export function isUppermost(content: Element | null): boolean {
  const last = [...document.querySelectorAll('[aria-modal="true"]')].at(-1)
  return !last || !content || content.contains(last) || last.contains(content)
}
