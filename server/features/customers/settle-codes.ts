import { codeKey, isReservedCode, suggestCode } from '@tenantry/contract/fields/codes.ts'
import type { TenantTransaction } from '../../platform/database/tenant-database.ts'
import { AppError } from '../../platform/errors.ts'
import { findAnyTakenCodes } from './customers.queries.ts'

/** How far the codes of one form have been given out, so that the next ones are looked for from there. */
export type CodeMemory = Map<string, number>

/** Who wants a code: the one that was typed, or one that is made from the name. */
export interface CodeWish {
  name: string
  code: string | undefined
}

const mostAttempts = 10_000_000

/**
 * Gives each of some new organizations of one place a code that nobody has, visible or not, and that none of the others
 * gets: two statements for any number where codes are typed, some more where they are made.
 * @param memory kept from one call to the next
 * @returns null for a code that was typed and is taken or reserved
 */
export async function settleCodes(
  tx: TenantTransaction,
  scopeId: string,
  wishes: readonly CodeWish[],
  memory: CodeMemory = new Map(),
): Promise<(string | null)[]> {
  const typed = wishes.flatMap(({ code }) => (code ? [codeKey(code)] : []))
  const taken = await findAnyTakenCodes(tx, scopeId, typed)
  const given = new Set<string>()
  const settled = wishes.map(({ code }) => {
    if (!code) return null
    const key = codeKey(code)
    if (isReservedCode(code) || taken.has(key) || given.has(key)) return null
    given.add(key)
    return code
  })
  const stems = new Map<string, number[]>()
  for (const [index, { name, code }] of wishes.entries()) {
    if (code) continue
    const stem = stemOf(name)
    const indexes = stems.get(stem)
    if (indexes) indexes.push(index)
    else stems.set(stem, [index])
  }
  for (const indexes of stems.values()) {
    const { name } = wishes[indexes[0] ?? 0] as CodeWish
    const codes = await freeCodes(tx, { scopeId, name, count: indexes.length, given, memory })
    for (const [place, index] of indexes.entries()) settled[index] = codes[place] ?? null
  }
  return settled
}

interface Series {
  scopeId: string
  /** Any name of the series: those of one stem get the same codes. */
  name: string
  count: number
  given: Set<string>
  memory: CodeMemory
}

async function freeCodes(tx: TenantTransaction, { scopeId, name, count, given, memory }: Series): Promise<string[]> {
  const key = `${scopeId} ${stemOf(name)}`
  const found: string[] = []
  let next = memory.get(key) ?? 1
  for (let width = count + 25; found.length < count; width = Math.min(width * 2, 20_000)) {
    if (next > mostAttempts) throw new AppError('code_unavailable')
    const candidates = Array.from({ length: width }, (_, index) => suggestCode(name, next + index))
    const taken = await findAnyTakenCodes(tx, scopeId, candidates.map(codeKey))
    for (const code of candidates) {
      if (found.length === count) break
      next += 1
      if (isReservedCode(code) || taken.has(codeKey(code)) || given.has(codeKey(code))) continue
      given.add(codeKey(code))
      found.push(code)
    }
  }
  memory.set(key, next)
  return found
}

/** What codes that are made from a name begin with. */
function stemOf(name: string): string {
  return suggestCode(name).slice(0, -3)
}
