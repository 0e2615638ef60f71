/**
 * Tells password managers whose password a form has where the login is not typed. It is hidden by its style, as Chromium's
 * guide to password forms has it: fields that are hidden by their type are passed over. Not of the type for email addresses,
 * which would hand out another domain than where the login is typed.
 */
export function UserNameInput({ email }: { email: string }) {
  return <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
}
