import { typesOfOthers } from '@tenantry/contract/device-classes.ts'
import { invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { findTypes } from '../licenses/public.ts'

/**
 * Refuses types that devices do not take by their class.
 * @param field where they stand in the input
 * @throws invalid_input (422)
 */
export async function requireTypes({ tx }: CallContext, types: readonly string[], field: string): Promise<void> {
  const known = new Set((await findTypes(tx)).map(({ code }) => code))
  const problems = types.flatMap((type, index) => {
    const path = `${field}.${index}`
    if (!known.has(type)) return [{ path, code: 'unknown_reference', message: 'There is no such type' }]
    if ((typesOfOthers as readonly string[]).includes(type))
      return [{ path, code: 'type_not_of_devices', message: 'Devices do not take this by their class' }]
    return []
  })
  if (problems.length > 0) throw invalidInput(...problems)
}
