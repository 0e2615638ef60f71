/** The words of a person's own account. */
export const texts = {
  title: 'Your account',
  name: {
    title: 'Name',
    lead: (organization: string) => `How others read you in ${organization}, and how mails about signing in greet you.`,
    label: 'Your name',
    email: 'Login email',
    emailHint: 'What you sign in with. It never changes',
    role: 'Role',
    save: 'Save name',
    saved: 'Your name is saved',
    offline: 'The server cannot be reached. Try again when the connection is back.',
  },
  password: {
    title: 'Password',
    lead: 'Your other sessions and your API keys end with the old password; here you stay signed in.',
    current: 'Current password',
    next: 'New password',
    save: 'Change password',
    saved: 'Your password is changed',
    signedOut: 'You are signed out. Load the page again to sign in.',
  },
  appearance: {
    title: 'Appearance',
    lead: 'Kept in this browser, so that each of your devices can have its own.',
  },
} as const
