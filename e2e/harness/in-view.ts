import type { Locator } from 'playwright-core'

/** Whether all of it can be seen in the part of the page that is in view. */
export async function isInView(element: Locator): Promise<boolean> {
  return element.evaluate(async (node) => {
    const [entry] = await new Promise<IntersectionObserverEntry[]>((resolve) =>
      new IntersectionObserver(resolve).observe(node),
    )
    return entry !== undefined && entry.intersectionRatio > 0.95
  })
}
