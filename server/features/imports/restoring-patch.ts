/** What puts an object back to what it was in the fields that a change touches. */

type Tree = Record<string, unknown>

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The values of the fields of a patch as they were before it, to be sent as a patch itself.
 * @param before the object as the API shows it
 */
export function restoringPatch(before: object, patch: object): Tree {
  const was = before as Tree
  return Object.fromEntries(
    Object.entries(patch).flatMap(([name, value]) => {
      if (value === undefined || !(name in was)) return []
      const old = was[name] ?? null
      if (name === 'plan' && isTree(old)) return [[name, old.kind === 'purchased' ? { kind: 'purchased' } : old]]
      // The address of the company stands there where bills go to it.
      if (name === 'billing' && isTree(old) && old.sameAsCompany === true)
        return [[name, { profileName: old.profileName, billTo: old.billTo, sameAsCompany: true }]]
      // A person who was not there goes again; one who was there gets back what was changed.
      return [[name, isTree(value) && isTree(old) ? restoringPatch(old, value) : old]]
    }),
  )
}
