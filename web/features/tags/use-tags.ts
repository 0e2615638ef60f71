import { useQuery } from '@tanstack/react-query'
import type { TagLabel } from '@tenantry/contract/tag-labels.ts'
import { tagsQuery } from './tags.api.ts'

/** Tags by their ids; they are read where they are not known yet. */
export function useTags(ids: readonly string[]): TagLabel[] {
  const { data = [] } = useQuery({ ...tagsQuery, enabled: ids.length > 0 })
  return data.filter(({ id }) => ids.includes(id))
}
