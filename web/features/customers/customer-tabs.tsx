import { Link } from '@tanstack/react-router'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import { useEffect, useRef } from 'react'
import { centerInRow } from '../../ui/center-in-row.ts'
import classes from './customer-page.module.css'
import { texts } from './customers.texts.ts'

const words = texts.page

const tabs = {
  overview: 'customers.read',
  devices: 'devices.read',
  entities: 'customers.read',
  users: 'users.read',
  licenses: 'licenses.read',
  audit: 'audit.read',
  profile: 'customers.read',
} as const satisfies Record<string, Permission>

/** A tab of a customer's page, as it stands in its address. */
export type Tab = keyof typeof tabs

/** The tabs that somebody with these permissions sees; a partner has no entities. */
export function tabsFor(permissions: readonly Permission[], type: OrganizationType): Tab[] {
  const known = (Object.keys(tabs) as Tab[]).filter((tab) => permissions.includes(tabs[tab]))
  return type === 'partner' ? known.filter((tab) => tab !== 'entities') : known
}

/** The ways to the parts of a customer's page. */
export function CustomerTabs(props: { id: string; name: string; tabs: readonly Tab[]; current: string }) {
  const nav = useRef<HTMLElement>(null)
  // On a phone not all of them are in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: which tab is the current one stands in the document
  useEffect(() => {
    centerInRow(nav.current, nav.current?.querySelector('[aria-current]'))
  }, [props.current])
  return (
    <nav ref={nav} aria-label={props.name} className={classes.tabs}>
      {props.tabs.map((tab) => (
        <Link
          key={tab}
          to="/customers/$id/$tab"
          params={{ id: props.id, tab }}
          className={classes.tab}
          data-current={tab === props.current || undefined}
          aria-current={tab === props.current ? 'page' : undefined}
        >
          {words.tabs[tab]}
        </Link>
      ))}
    </nav>
  )
}
