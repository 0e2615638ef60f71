// The tabs of one browser share one session: when one of them switches, the others would show one organization's name
// over another's data.
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('tenantry-membership')

/** Tells the other tabs for which membership the session acts now. */
export function tellOtherTabs(membershipId: string): void {
  channel?.postMessage(membershipId)
}

/** Listens for switches in other tabs. @returns what ends it */
export function followOtherTabs(follow: (membershipId: string) => void): () => void {
  const listen = ({ data }: MessageEvent) => follow(String(data))
  channel?.addEventListener('message', listen)
  return () => channel?.removeEventListener('message', listen)
}
