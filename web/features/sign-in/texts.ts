export const texts = {
  signIn: {
    title: 'Sign in',
    ended: 'You have been signed out. Sign in again to go on.',
    email: 'Email',
    password: 'Password',
    submit: 'Sign in',
    forgot: 'Forgot your password?',
    missingEmail: 'Enter your email address',
    missingPassword: 'Enter your password',
    noPlace:
      'Your password is right, but no organization of yours lets people sign in now: it is suspended or disabled, or your place in it has ended. Ask whoever looks after it.',
  },
  forgot: {
    title: 'Forgot your password?',
    lead: 'We send a link for choosing a new one to your email address. It works for 30 minutes.',
    submit: 'Send the link',
    sentTitle: 'Look into your mailbox',
    sent: (email: string) =>
      `If ${email} belongs to an account, a link is on its way. Look into the spam folder too, and if nothing comes, ask whoever looks after this installation.`,
    back: 'Back to sign-in',
  },
  reset: {
    title: 'Choose a new password',
    lead: 'Other devices are signed out and your API keys end when it is changed.',
    password: 'New password',
    submit: 'Change password',
    done: 'Your password is changed. Sign in with the new one.',
    invalidTitle: 'This link does not work any more',
    invalid: 'It is used up or too old. A new one takes a minute.',
    again: 'Ask for a new link',
  },
} as const
