import { Button } from '@mantine/core'
import type { CustomerDuplicate } from '@tenantry/contract/customer-duplicates.ts'
import { menuTexts } from '../menu.texts.ts'
import { mergeableTypes, useMayMerge } from '../use-merge-actions.ts'
import { useMergePanel } from '../use-merge-panel.ts'

/** Beside a customer that may be the same as the one that is edited: the way to merge the two. */
export function DuplicateMerge({ id, into }: { id: string; into: CustomerDuplicate }) {
  const mayMerge = useMayMerge()
  const { open } = useMergePanel()
  if (!mayMerge || !mergeableTypes.includes(into.type) || into.status === 'archived') return null
  return (
    <>
      {' '}
      <Button
        variant="subtle"
        size="compact-xs"
        aria-label={menuTexts.duplicateFor(into.name)}
        onClick={() => open(id, into.id)}
      >
        {menuTexts.duplicate}
      </Button>
    </>
  )
}
