let until: Promise<boolean> | undefined
let go: (isAnswered: boolean) => void = () => {}

/** Lets no call of the page go to the server, but one that switches the membership, until {@link resumeCalls}. */
export function holdCalls(): void {
  until ??= new Promise((resolve) => {
    go = resolve
  })
}

/**
 * Lets those go that have waited.
 * @param isAnswered whether the session acts for the membership of the page again; else the server refuses them
 */
export function resumeCalls(isAnswered = true): void {
  until = undefined
  go(isAnswered)
}

/** What a call has to wait for, and then whether it may expect an answer; undefined where it may go at once. */
export const callsHeld = () => until
