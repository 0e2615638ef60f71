import { Button } from '@mantine/core'
import { IconAlertTriangle, IconArchive, IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CustomerStatus } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'
import type { ReactNode } from 'react'
import { formatDate } from '../../../platform/format.ts'
import { useMe } from '../../../platform/session.tsx'
import { statusQuery, statusWords } from '../../customers/public.ts'
import classes from '../lifecycle.module.css'
import { texts } from '../lifecycle.texts.ts'
import { menuTexts } from '../menu.texts.ts'
import { useLifecyclePanels } from '../use-lifecycle-panels.ts'

const words = texts.banner

/**
 * Says on a customer's page what its status word alone does not: since when and why, who holds it, what is open, until
 * when it is kept.
 */
export function StatusBanner({ id }: { id: string }) {
  const current = useQuery(statusQuery(id)).data?.data
  if (!current) return null
  return (
    <>
      {current.effectiveStatus !== current.status && <Held current={current} />}
      {current.status !== 'active' && <Own current={current} status={current.status} />}
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

type Restrained = Exclude<OrganizationStatus, 'active'>

/** Where the button of the banner leads: to the panel, with what is likely next. */
const next: Record<Restrained, { label: string; to?: OrganizationStatus }> = {
  disabled: { label: menuTexts.change },
  suspended: { label: menuTexts.change },
  offboarding: { label: words.checklist, to: 'archived' },
  archived: { label: texts.restore, to: 'disabled' },
}

const icons = { disabled: IconLock, suspended: IconLock, offboarding: IconAlertTriangle, archived: IconArchive }

function Own({ current, status }: { current: CustomerStatus; status: Restrained }) {
  const { openStatus } = useLifecyclePanels()
  const { permissions, membership } = useMe()
  const mayChange = permissions.includes('customers.update') && membership.organization.id !== current.id
  const { label, to } = next[status]
  const Icon = icons[status]
  return (
    <Banner
      icon={<Icon size={18} stroke={1.7} aria-hidden />}
      title={words.titles[status](current.since && formatDate(current.since))}
      {...(status === 'archived' || status === 'disabled' ? { tone: 'idle' } : {})}
      action={
        mayChange && (
          <Button variant="default" size="xs" onClick={() => openStatus(current.id, to)}>
            {label}
          </Button>
        )
      }
    >
      <span>{consequence(current, status)}</span>
      {current.reason && <div className={classes.reason}>{words.reason(current.reason)}</div>}
    </Banner>
  )
}

function consequence({ open, archivedUntil }: CustomerStatus, status: Restrained): string {
  if (status === 'archived')
    return archivedUntil ? words.archivedUntil(formatDate(archivedUntil)) : words.archivedForever
  if (status !== 'offboarding') return texts.hints[status]
  const left = open.filter(({ count }) => count > 0)
  const list = left.map(({ item, count }) => `${texts.openItems[item]}: ${count}`).join(', ')
  return left.length > 0 ? words.offboardingText(list) : words.offboardingDone
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
