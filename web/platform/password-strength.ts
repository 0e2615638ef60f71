/** How well a password resists guessing, for a hint only: 0 too short, 1 weak, 2 good, 3 strong. */
export type PasswordStrength = 0 | 1 | 2 | 3

/** The least number of characters that the contract accepts. */
const minimum = 12

/**
 * Judges by length and variety: what repeats or runs on (`aaaa`, `abcd`, `1234`) counts little, and length beats
 * special characters, as NIST SP 800-63B advises. What is one part said again and what the server refused is weak, however
 * it is made.
 */
export function passwordStrength(password: string, isRefused = false): PasswordStrength {
  if ([...password].length < minimum) return 0
  const points = effectiveLength(password)
  if (isRefused || points < 10 || repeatsItself(password.toLowerCase())) return 1
  return points < 18 ? 2 : 3
}

function effectiveLength(password: string): number {
  const codes = [...password.toLowerCase()].map((character) => character.codePointAt(0) ?? 0)
  const moved = codes.filter((code, index) => index === 0 || Math.abs(code - (codes[index - 1] ?? 0)) > 1).length
  return Math.min(moved, new Set(codes).size * 2)
}

/** Whether it is one part said at least twice, the last time perhaps cut off; the server refuses those. */
function repeatsItself(password: string): boolean {
  const parts = Array.from({ length: Math.floor(password.length / 2) }, (_, index) => index + 1)
  return parts.some((length) => password.slice(length) === password.slice(0, -length))
}
