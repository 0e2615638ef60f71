let until: Promise<void> | undefined
let go = () => {}

/** Lets no call of the page go to the server, but one that switches the membership, until {@link resumeCalls}. */
export function holdCalls(): void {
  until ??= new Promise((resolve) => {
    go = resolve
  })
}

/** Lets those go that have waited. */
export function resumeCalls(): void {
  until = undefined
  go()
}

/** What a call has to wait for; undefined where it may go at once. */
export const callsHeld = () => until
