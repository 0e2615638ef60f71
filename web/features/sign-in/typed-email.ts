declare module '@tanstack/react-router' {
  interface HistoryState {
    /** What was typed as one's email on the page before; never in the address, which servers on the way may log. */
    email?: string
  }
}

/** State of an address that carries the email on to the next page. */
export const withEmail = (email: string) => ({ email: email.trim() })
