/**
 * Tells password managers whose password a form has where the login is not typed. It is hidden by its style, as Chromium's
 * guide to password forms has it: fields that are hidden by their type are passed over.
 */
export function UserNameInput({ email }: { email: string }) {
  return <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
}
