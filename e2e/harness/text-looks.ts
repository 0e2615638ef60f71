/** What a page remembers of its texts between being asked for them and being measured. */
export interface SeenText {
  seenTexts?: Map<Element, number>
}

/**
 * How each visible text looks, as numbers: those of two texts agree when the texts have the same size, weight and colors,
 * stand on the same backgrounds, and their elements have the same classes and states all the way up. Runs in the page.
 */
export function findLooks(): number[] {
  /** A hash of 53 bits, after cyrb53: two different looks in many thousands will not agree by chance. */
  const hash = (text: string) => {
    let [a, b] = [0xdeadbeef, 0x41c6ce57]
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index)
      a = Math.imul(a ^ code, 2654435761)
      b = Math.imul(b ^ code, 1597334677)
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
    return 4294967296 * (2097151 & b) + (a >>> 0)
  }
  const states = (element: Element) =>
    [...element.attributes].flatMap(({ name, value }) =>
      /^(data-|aria-|disabled|type)/.test(name) && value.length < 12 && !/\d/.test(value) ? [`${name}=${value}`] : [],
    )
  const grounds = new Map<Element, number>()
  /** What an element and all that it lies in put behind a text. */
  const groundOf = (element: Element): number => {
    const known = grounds.get(element)
    if (known !== undefined) return known
    const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(element)
    const above = element.parentElement ? groundOf(element.parentElement) : 0
    const own = [element.tagName, element.getAttribute('class'), ...states(element)]
    const ground = hash([above, ...own, backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join('|'))
    grounds.set(element, ground)
    return ground
  }
  /** One letter alone is measured, but never found too faint. */
  const hasText = (element: Element) =>
    element.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="file"], [type="range"])') ||
    [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim().length > 1,
    )
  /** What nobody sees is not measured, and would not be known when it comes in sight. */
  const isInSight = (element: Element) => {
    const { right, bottom, width, height } = element.getBoundingClientRect()
    return width > 1 && height > 1 && right > 0 && bottom + window.scrollY > 0
  }
  const seen = new Map<Element, number>()
  const behind = document.querySelector('body > :not(#root) [aria-modal="true"]') ? '#root, #root *' : ':not(*)'
  for (const element of document.body.querySelectorAll(`:not(${behind})`)) {
    if (!hasText(element) || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    if (!isInSight(element)) continue
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element)
    seen.set(element, hash([groundOf(element), color, fontSize, fontWeight, textShadow].join('|')))
  }
  const page = window as Window & SeenText
  page.seenTexts = seen
  return [...new Set(seen.values())]
}
