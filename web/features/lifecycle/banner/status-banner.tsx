import { Button } from '@mantine/core'
import { IconAlertTriangle, IconArchive, IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { ReactNode } from 'react'
import { formatDate } from '../../../platform/format.ts'
import { usePermission } from '../../../platform/session.tsx'
import { statusWords } from '../../customers/public.ts'
import { statusQuery } from '../lifecycle.api.ts'
import classes from '../lifecycle.module.css'
import { texts } from '../lifecycle.texts.ts'
import { useLifecyclePanels } from '../use-lifecycle-panels.ts'

const words = texts.banner

/** Says on a customer's page what its status word alone does not: who holds it, what is open, until when it is kept. */
export function StatusBanner({ id }: { id: string }) {
  const current = useQuery(statusQuery(id)).data?.data
  if (!current) return null
  return (
    <>
      {current.effectiveStatus !== current.status && <Held current={current} />}
      {current.status === 'offboarding' && <Offboarding current={current} />}
      {current.status === 'archived' && <Archived current={current} />}
    </>
  )
}

function Held({ current: { effectiveStatus, heldBy } }: { current: CustomerStatus }) {
  const status = statusWords[effectiveStatus]
  return (
    <Banner icon={<IconLock size={18} stroke={1.7} aria-hidden />}>
      <span className={classes.strong}>
        {heldBy ? words.heldBy(status) : words.held(status)}
        {heldBy && (
          <Link to="/customers/$id" params={{ id: heldBy.id }} className={classes.holder}>
            {heldBy.name}
          </Link>
        )}
        .
      </span>{' '}
      {words.heldText}
    </Banner>
  )
}

function Offboarding({ current }: { current: CustomerStatus }) {
  const { openStatus } = useLifecyclePanels()
  const mayChange = usePermission('customers.update')
  const open = current.open.filter(({ count }) => count > 0)
  const list = open.map(({ item, count }) => `${texts.openItems[item]}: ${count}`).join(', ')
  return (
    <Banner
      icon={<IconAlertTriangle size={18} stroke={1.7} aria-hidden />}
      title={words.offboarding}
      action={
        mayChange && (
          <Button variant="default" size="xs" onClick={() => openStatus(current.id, 'archived')}>
            {words.checklist}
          </Button>
        )
      }
    >
      {open.length > 0 ? words.offboardingText(list) : words.offboardingDone}
    </Banner>
  )
}

function Archived({ current: { archivedUntil } }: { current: CustomerStatus }) {
  return (
    <Banner icon={<IconArchive size={18} stroke={1.7} aria-hidden />} title={words.archived} tone="idle">
      {archivedUntil ? words.archivedUntil(formatDate(archivedUntil)) : words.archivedForever}
    </Banner>
  )
}

function Banner(props: { icon: ReactNode; title?: string; tone?: 'idle'; action?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.banner} data-tone={props.tone} role="note">
      {props.icon}
      <div className={classes.bannerWords}>
        {props.title && <span className={classes.strong}>{props.title}. </span>}
        {props.children}
      </div>
      {props.action}
    </div>
  )
}
