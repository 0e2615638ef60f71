/** Which draft was left at which place of this window's history, so that Forward goes on with it as loading the page again does. */

const storageKey = (place: string) => `tenantry-add-customer-left-${place}`

/** Notes the draft that was left at a place. */
export function noteLeft(storage: Storage, place: string, draftId: string): void {
  try {
    storage.setItem(storageKey(place), draftId)
  } catch {
    // Without storage the draft still waits on the page of customers.
  }
}

/** The draft that was left at a place last, which may be gone by now; null for none. */
export function readLeft(storage: Storage, place: string): string | null {
  try {
    return storage.getItem(storageKey(place))
  } catch {
    return null
  }
}
