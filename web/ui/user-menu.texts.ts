/** Words of the person's menu that nothing on a first page needs. */
export const userMenuTexts = {
  account: 'Your account',
  appearance: 'Appearance',
  light: 'Light',
  dark: 'Dark',
  system: 'As the system',
  changes: 'Your changes of many',
  signOut: 'Sign out',
  signOutFailed: 'Signing out did not work',
} as const
