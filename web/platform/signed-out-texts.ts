/** The words of a session that ended while something was typed. */
export const signedOutTexts = {
  title: 'You are signed out',
  kept: 'What you typed stays here, to be saved once you have signed in again.',
  signIn: 'Sign in in another window',
} as const
