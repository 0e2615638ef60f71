/** Which templates somebody reads and changes, and where new ones are kept. */
import type { Caller } from '../../platform/auth/caller.ts'
import { AppError, invalidInput } from '../../platform/errors.ts'
import type { CallContext } from '../../platform/http/context.ts'
import { requireMatch } from '../../platform/http/if-match.ts'
import { findOrganization, requireWritable } from '../organizations/public.ts'
import { isOwnSide } from '../own-side/public.ts'
import { findTemplate, holdTemplate, type TemplateRow } from './customer-templates.queries.ts'

/** A name that another template of the same organization has. */
export const nameTaken = { path: 'name', code: 'name_taken', message: 'Another template here has this name' } as const

/** A customer's own people read no templates: they tell what those above agree with others. */
export function readsTemplates(caller: Caller): boolean {
  return !isOwnSide(caller)
}

/**
 * Reads a template with its values.
 * @throws not_found (404) when it does not exist for the caller
 */
export async function readTemplate({ tx, caller }: CallContext, id: string): Promise<TemplateRow> {
  const row = readsTemplates(caller) ? await findTemplate(tx, id) : undefined
  if (!row) throw new AppError('not_found')
  return row
}

/**
 * Locks a template that is about to be changed and reads it.
 * @throws not_found (404) when it does not exist for the caller
 * @throws forbidden (403) for who reads it and does not see the organization that it belongs to
 * @throws precondition_failed (412) when somebody has changed it since
 * @throws invalid_input (422) where its organization is archived
 */
export async function lockTemplate(context: CallContext, id: string): Promise<TemplateRow> {
  const { tx, ifMatch } = context
  const isHeld = await holdTemplate(tx, id)
  const row = await readTemplate(context, id)
  if (!isHeld) throw new AppError('forbidden', { detail: 'It is changed by those who see all of its organization' })
  requireMatch(ifMatch, row.version)
  await requireWritable(context, row.organization_id)
  return row
}

/**
 * Finds the provider or partner that a new template is for: the one that is named, or the caller's own.
 * @throws not_found (404) when the caller cannot see it
 * @throws forbidden (403) for a customer's own people, and in one's own house for who sees chosen customers only
 * @throws invalid_input (422) for an organization of another type, and for an archived one
 */
export async function ownerFor(context: CallContext, organizationId: string | undefined) {
  const { tx, caller } = context
  if (!readsTemplates(caller)) throw new AppError('forbidden')
  const id = organizationId ?? caller.organization.id
  const owner = await findOrganization(tx, id)
  if (!owner) {
    if (id !== caller.organization.id) throw new AppError('not_found')
    throw new AppError('forbidden', { detail: 'Templates are kept by those who see all of their organization' })
  }
  if (owner.type !== 'provider' && owner.type !== 'partner')
    throw invalidInput({
      path: 'organizationId',
      code: 'templates_not_possible',
      message: 'Only the provider and its partners have templates',
    })
  await requireWritable(context, id)
  return owner
}

/**
 * Whether those below see a template: of a partner's always.
 * @throws invalid_input (422) for a partner's template that nobody below would see
 */
export function sharing(ownerType: string | null, wanted: boolean | undefined): boolean {
  if (ownerType !== 'partner') return wanted ?? false
  if (wanted === false)
    throw invalidInput({
      path: 'isShared',
      code: 'always_shared',
      message: 'What belongs to a partner is always seen below that partner',
    })
  return true
}
