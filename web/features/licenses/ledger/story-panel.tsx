import { SegmentedControl } from '@mantine/core'
import { IconNotebook } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { LicenseShare } from '@tenantry/contract/licenses.ts'
import { useMemo, useState } from 'react'
import { formatNumber } from '../../../platform/format.ts'
import { useMe } from '../../../platform/session.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { DataTable } from '../../../ui/list/data-table.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import type { ChosenOrganization } from '../../customers/public.ts'
import { setsAside, trialDevices } from '../told-share.ts'
import { useLedger } from './ledger.api.ts'
import classes from './ledger.module.css'
import { texts } from './ledger.texts.ts'
import { ledgerTableColumns } from './ledger-columns.tsx'
import { SetAsideList } from './set-aside-list.tsx'
import { partOf, type StoryPart } from './story.ts'
import { UsesList } from './uses-list.tsx'

const words = texts.story

/** What stands behind a number of a customer: the live things that take a type, and what has become of it (IF7). */
export default function StoryPanel(props: {
  customer: ChosenOrganization
  share: Pick<LicenseShare, 'type' | 'name' | 'used' | 'demand' | 'limit' | 'overage' | 'overBy'>
  opensAt: StoryPart
  onEnd: () => void
}) {
  useFocusReturn()
  const { customer, share } = props
  const hasBelow = setsAside(customer.type) && share.type !== trialDevices
  // An address may ask for a part that there is none of.
  const [part, setPart] = useState<StoryPart>(props.opensAt === 'below' && !hasBelow ? 'used' : props.opensAt)
  const isParent = customer.type !== 'customer'
  const used = formatNumber(share.used)
  return (
    <SidePanel
      opened
      onClose={props.onEnd}
      title={words.title(share.name)}
      subtitle={isParent ? words.usedBelow(used, customer.name) : words.own(used, customer.name)}
      width="lg"
    >
      <div className={classes.panel}>
        {share.overBy > 0 && (
          <p className={classes.over}>
            <b>{words.overBy(formatNumber(share.overBy))}.</b>{' '}
            {words.overText(formatNumber(share.demand), formatNumber((share.limit ?? 0) + share.overage))}
          </p>
        )}
        <div className={classes.panelHead}>
          <SegmentedControl
            aria-label={words.choose}
            value={part}
            onChange={(value) => setPart(partOf(value))}
            data={[
              { value: 'used', label: words.used },
              ...(hasBelow ? [{ value: 'below', label: words.below }] : []),
              { value: 'ledger', label: words.ledger },
            ]}
          />
          <Link
            to="/licenses/ledger"
            search={{ filter: { withinId: { eq: customer.id }, type: { eq: share.type } } }}
            className={classes.toLedger}
          >
            {words.toLedger}
          </Link>
        </div>
        {part === 'used' && <UsesList of={{ id: customer.id, type: share.type }} isParent={isParent} />}
        {part === 'below' && <SetAsideList of={{ id: customer.id, type: share.type }} />}
        {part === 'ledger' && <LedgerOf customerId={customer.id} type={share.type} isParent={isParent} />}
      </div>
    </SidePanel>
  )
}

function LedgerOf({ customerId, type, isParent }: { customerId: string; type: string; isParent: boolean }) {
  const { providerId } = useMe().membership
  const query = useMemo(() => ({ filter: { withinId: { eq: customerId }, type: { eq: type } } }), [customerId, type])
  const pages = useLedger(query)
  const columns = useMemo(
    () => ledgerTableColumns({ type: false, organization: isParent, providerId }),
    [isParent, providerId],
  )
  return (
    <DataTable
      label={words.ledger}
      pages={pages}
      rowKey={({ id }) => id}
      columns={columns.map((column) => ({ ...column, isSortable: false }))}
      empty={<EmptyState icon={<IconNotebook size={22} stroke={1.6} />} title={words.noRows} />}
    />
  )
}
