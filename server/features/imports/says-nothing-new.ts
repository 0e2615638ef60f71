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
  const billing = before.billing.sameAsCompany ? besideCompany(fields.billing) : fields.billing
  return isSo({ ...fields, billing }, before)
}

type Billing = CustomerPatch['billing']

/**
 * What counts of a billing profile whose bills go to the company's address: empty parts of an address say nothing, and
 * none counts beside the word that it is the company's. A part that is filled ends that, be it the same.
 */
function besideCompany(billing: Billing): Billing {
  if (!billing) return billing
  const { profileName, billTo, sameAsCompany, ...address } = billing
  const isOwn = sameAsCompany === undefined && Object.values(address).some(Boolean)
  return { profileName, billTo, sameAsCompany: isOwn ? false : sameAsCompany }
}

function sameMembers(some: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others)
  return new Set(some).size === known.size && some.every((each) => known.has(each))
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Whether all that is said of an object is so; lists are said in whole, and of what is not there nothing but null is so. */
export function isSo(said: unknown, there: unknown): boolean {
  if (said === undefined) return true
  if (Array.isArray(said))
    return Array.isArray(there) && said.length === there.length && said.every((each, index) => isSo(each, there[index]))
  if (isTree(said))
    return Object.entries(said).every(([name, value]) => isSo(value, isTree(there) ? there[name] : null))
  return (said ?? null) === (there ?? null)
}
