/** What people have typed, made fit for the parts of a mail. */

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A text as HTML that shows it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/**
 * A link that leads to a web page.
 * @throws TypeError for anything else
 */
export function linkOnly(url: string): string {
  if (!/^https?:\/\//i.test(url)) throw new TypeError('A link in a mail leads to a web page')
  return url
}

/** A name may hold anything that was typed; a header may not. Cut where the whole would not fit, between characters. */
export function headerName(name: string): string {
  let fitting = ''
  for (const character of name.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')) {
    if (fitting.length + character.length > mostInHeader) break
    fitting += character
  }
  return fitting
}

const mostInHeader = 200
