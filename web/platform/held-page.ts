let holders = 0

/** Keeps this page open while something typed on it is not saved; what it gives lets go. */
export function holdPage(): () => void {
  holders += 1
  return () => {
    holders -= 1
  }
}

/** Whether going elsewhere by itself, as when the session ends, would lose what somebody has typed. */
export const isPageHeld = () => holders > 0
