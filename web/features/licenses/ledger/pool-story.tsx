import type { PoolItem } from '@tenantry/contract/licenses.ts'
import { formatNumber } from '../../../platform/format.ts'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import { texts } from './ledger.texts.ts'
import { SetAsideList } from './set-aside-list.tsx'

const words = texts.setAside

/** Who has how much set aside of the provider's pool (EC4, IF7). */
export default function PoolStory({ item, onEnd }: { item: PoolItem; onEnd: () => void }) {
  useFocusReturn()
  return (
    <SidePanel
      opened
      onClose={onEnd}
      title={words.title(item.name)}
      subtitle={words.ofPool(formatNumber(item.allocated))}
      width="lg"
    >
      <SetAsideList of={{ id: null, type: item.type }} />
    </SidePanel>
  )
}
