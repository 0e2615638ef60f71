import { hash, verify } from '@node-rs/argon2'

/** What one argon2id hash costs. */
export interface PasswordCost {
  memoryKiB: number
  passes: number
}

/** 19 MiB and two passes on one lane, the first recommendation of the OWASP Password Storage Cheat Sheet. */
export const defaultPasswordCost: PasswordCost = { memoryKiB: 19_456, passes: 2 }

/** Hashes a password with argon2id and a salt of its own, on a thread of the pool; the result names its parameters. */
export function hashPassword(password: string, cost: PasswordCost = defaultPasswordCost): Promise<string> {
  return hash(canonical(password), { memoryCost: cost.memoryKiB, timeCost: cost.passes, parallelism: 1 })
}

/** Whether a password is the hashed one; takes as long as hashing it. */
export function verifyPassword(hashed: string, password: string): Promise<boolean> {
  return verify(hashed, canonical(password))
}

/** Keyboards type the same letter as one code point or as two (NIST SP 800-63B, section on memorized secrets). */
function canonical(password: string): string {
  return password.normalize('NFKC')
}
