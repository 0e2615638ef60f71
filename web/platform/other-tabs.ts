// The tabs of one browser share one session: when one of them switches, the others would show one organization's name
// over another's data.
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('tenantry-membership')

/** Tells the other tabs that the session now acts for another membership. */
export function tellOtherTabs(): void {
  channel?.postMessage('switched')
}

/** Begins anew where another tab has switched; to be called once. */
export function followOtherTabs(begin: () => void): void {
  channel?.addEventListener('message', begin)
}
