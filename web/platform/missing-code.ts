/** Errors of parts of the app that could not be loaded. */
const missing = new WeakSet<object>()

/** Loads a part of the app, as `import()` does. */
export type Load<Part> = () => Promise<{ default: Part }>

/** The script or the styles for want of which a part has failed. */
const failed = new Map<unknown, string>()
let tries = 0
/** Whether something has failed since the server was last heard. */
let isDoubtful = false

/** Listens for parts of the app that cannot be loaded. To be called once, before any is. */
export function watchMissingCode(): void {
  addEventListener('vite:preloadError', ({ payload }) => {
    missing.add(payload)
    isDoubtful = true
    // By its words the router knows a part that an upgrade took away, and loads the app anew. Without a line that would
    // take away the page, too.
    if (!navigator.onLine) payload.message = 'A part of the app cannot be reached'
  })
}

/**
 * Loads a part of the app, and may be called again where that has failed. Browsers keep that an address has failed and
 * never ask for it again, also of what a part is made of, so that none is asked while the server may be out of reach, and
 * one that has failed is asked with another query.
 * @throws what `isMissingCode` knows, where it cannot be loaded
 */
export async function loadPart<Part>(load: Load<Part>): Promise<{ default: Part }> {
  const address = failed.get(load)
  const isScript = address?.endsWith('.js')
  try {
    isDoubtful ||= !navigator.onLine
    if (isDoubtful && !(await fetch('/healthz')).ok) throw new TypeError()
    isDoubtful = false
    if (isScript) return await import(/* @vite-ignore */ `${address}?${++tries}`)
    // Styles are asked for once only by what loads a part.
    const styles = document.querySelector(`link[href="${address}"]`)
    styles?.replaceWith(styles.cloneNode())
    return await load()
  } catch (error) {
    const [found] = /http\S+\.(js|css)/.exec(String(error)) ?? []
    if (found) failed.set(load, found)
    if (isScript || isDoubtful) missing.add(error as object)
    throw error
  }
}

/** True where a part of the app could not be loaded. */
export function isMissingCode(error: unknown): boolean {
  return typeof error === 'object' && error !== null && missing.has(error)
}
