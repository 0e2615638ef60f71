/** Words for what the sign-in endpoints can refuse, by their codes. */
export const authTexts = {
  offline: 'The server cannot be reached. Check your connection and try again.',
  tooMany: 'Too many tries. Wait a minute and try again.',
  tooManyFor: (minutes: number) =>
    `Too many tries. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`} and try again, or choose a new password.`,
  serverFailed: 'Something went wrong on our side. Try again in a moment.',
  refused: 'That did not work. Check what you typed and try again.',
  codes: {
    INVALID_EMAIL_OR_PASSWORD: 'Email or password is not right.',
    INVALID_EMAIL: 'Enter an email address like name@example.com.',
    INVALID_TOKEN: 'This link is used up or too old. Ask for a new one.',
    TOKEN_EXPIRED: 'This link is too old. Ask for a new one.',
    INVALID_ORIGIN: 'Open Tenantry at the address your operator gave you.',
    token_invalid: 'This link is used up or too old. Ask for a new one.',
    email_invalid: 'Enter an email address like name@example.com.',
    rate_limited: 'Too many tries. Wait a minute and try again.',
    origin_rejected: 'Open Tenantry at the address your operator gave you.',
  },
} as const
