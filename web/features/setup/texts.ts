export const texts = {
  title: 'Set up Tenantry',
  lead: 'This creates your company and your account as its administrator. It is done only once: the email address that you sign in with never changes, so look at it twice.',
  providerName: 'Your company',
  providerNameHint: 'The managed service provider that uses Tenantry',
  adminName: 'Your name',
  adminEmail: 'Email',
  adminPassword: 'Password',
  timeZone: 'Time zone',
  timeZoneHint: 'Days and months begin by it; a customer can have another',
  submit: 'Create and sign in',
  alreadySetUp: 'Somebody has set up this installation in the meantime. Sign in instead.',
  signInFailed: 'Everything is created. Sign in with the email address and password you chose.',
} as const
