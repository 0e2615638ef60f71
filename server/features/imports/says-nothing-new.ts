/** Whether a change asks for what is there already, found out without trying it. */
import type { Customer, CustomerPatch } from '@tenantry/contract/customers.ts'

/** Whether all that a patch says is so already. In doubt it answers no, and the change itself finds out. */
export function saysNothingNew(before: Customer, { tagIds, assignedUserIds, ...fields }: CustomerPatch): boolean {
  if (
    tagIds &&
    !sameMembers(
      tagIds,
      before.tags.map(({ id }) => id),
    )
  )
    return false
  if (assignedUserIds && !sameMembers(assignedUserIds, before.assignedUserIds ?? [])) return false
  // An address of its own ends that bills go to the company's, be they the same.
  if (fields.billing && before.billing.sameAsCompany && fields.billing.sameAsCompany === undefined) return false
  return isIn(fields, before)
}

function sameMembers(some: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others)
  return new Set(some).size === known.size && some.every((each) => known.has(each))
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Whether all that is said of an object is so; lists are said in whole. */
function isIn(said: unknown, there: unknown): boolean {
  if (said === undefined) return true
  if (Array.isArray(said))
    return Array.isArray(there) && said.length === there.length && said.every((each, index) => isIn(each, there[index]))
  if (isTree(said)) return isTree(there) && Object.entries(said).every(([name, value]) => isIn(value, there[name]))
  return (said ?? null) === (there ?? null)
}
