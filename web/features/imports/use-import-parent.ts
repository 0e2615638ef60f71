import { useQuery } from '@tanstack/react-query'
import type { Import } from '@tenantry/contract/imports.ts'
import { customerQuery } from '../customers/public.ts'

/** Whether new devices become that organization's: no column names the customer of each. */
export function makesOwners({ kind, columns }: Pick<Import, 'kind' | 'columns'>): boolean {
  return kind === 'devices' && !columns.some(({ field }) => field === 'customerCodes')
}

/** The organization that was chosen for what an import adds; null for one's own, and until it is read. */
export function useImportParent({ parentId }: Pick<Import, 'parentId'>) {
  const { data } = useQuery({ ...customerQuery(parentId ?? ''), enabled: parentId !== null })
  return parentId === null ? null : (data?.data ?? null)
}
