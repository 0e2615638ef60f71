/** Errors of parts of the app that could not be loaded. */
const missing = new WeakSet<object>()

/** Listens for parts of the app that cannot be loaded. To be called once, before any is. */
export function watchMissingCode(): void {
  addEventListener('vite:preloadError', ({ payload }) => {
    missing.add(payload)
    // By its words the router knows a part that an upgrade took away, and loads the app anew. Without a line that would
    // take away the page, too.
    if (!navigator.onLine) payload.message = 'A part of the app cannot be reached'
  })
}

/** True where a part of the app could not be loaded: what has failed once is there only after the app is loaded anew. */
export function isMissingCode(error: unknown): boolean {
  return typeof error === 'object' && error !== null && missing.has(error)
}
