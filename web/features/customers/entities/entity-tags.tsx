import type { TagLabel } from '@tenantry/contract/tag-labels.ts'
import { usePermission } from '../../../platform/session.tsx'
import { TagSelect, tagTexts } from '../../tags/public.ts'
import { type FormPart, stableHandler } from '../form/form-part.ts'
import type { EntityValues } from './entity-values.ts'

/** The tags of an entity in its form. @param props.known those that it carries already */
export function EntityTags(props: { part: FormPart<EntityValues>; known: readonly TagLabel[] | undefined }) {
  const { values, errors, update } = props.part
  return (
    <TagSelect
      label={tagTexts.tags}
      description={tagTexts.select.hint}
      known={props.known}
      value={Object.keys(values.tags)}
      error={errors.tags}
      mayMake={usePermission('customers.update')}
      onChange={stableHandler(
        update,
        'tags',
        () => (ids: string[]) =>
          update((now) => ({ ...now, tags: Object.fromEntries(ids.map((id) => [id, true as const])) })),
      )}
    />
  )
}
