import {
  IconAdjustments,
  IconBuildings,
  IconDevices,
  IconHistory,
  IconKey,
  IconLicense,
  IconMail,
  IconMapPin,
  IconSitemap,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import type { Me } from '@tenantry/contract/me.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import type { Permission } from '@tenantry/contract/permissions.ts'
import { useMe } from '../platform/session.tsx'
import { texts } from '../platform/texts.ts'
import classes from './navigation.module.css'
import { useCurrentTrail } from './trail.tsx'

interface Place {
  to:
    | '/customers'
    | '/organizations'
    | '/entities'
    | '/devices'
    | '/users'
    | '/license-pool'
    | '/licenses'
    | '/licenses/usage'
    | '/audit'
    | '/settings'
    | '/settings/mail'
    | '/settings/api-keys'
  label: string
  icon: TablerIcon
  permission: Permission
  /** In which organizations alone it is; everywhere where it is left out. */
  within?: OrganizationType
  /** Who may this has another page that leads there. */
  unless?: Permission
  /** Where the addresses of pages begin that belong to this one besides its own. */
  holds?: readonly string[]
}

/** The pages of the product, in the order of the navigation; a page that the person may not see isn't there. */
export const places: readonly Place[] = [
  {
    to: '/customers',
    label: texts.navigation.customers,
    icon: IconBuildings,
    permission: 'customers.read',
    holds: ['/archive', '/customer-templates', '/tags'],
  },
  {
    to: '/organizations',
    label: texts.navigation.organizations,
    icon: IconSitemap,
    permission: 'customers.read',
  },
  { to: '/entities', label: texts.navigation.entities, icon: IconMapPin, permission: 'customers.read' },
  {
    to: '/devices',
    label: texts.navigation.devices,
    icon: IconDevices,
    permission: 'devices.read',
    holds: ['/seen-devices'],
  },
  { to: '/users', label: texts.navigation.users, icon: IconUsers, permission: 'users.read' },
  {
    to: '/license-pool',
    label: texts.navigation.licensePool,
    icon: IconLicense,
    permission: 'license_pool.read',
    holds: ['/licenses'],
  },
  {
    to: '/licenses',
    label: texts.navigation.ownLicenses,
    icon: IconLicense,
    permission: 'licenses.manage',
    within: 'partner',
    holds: ['/licenses'],
  },
  {
    to: '/licenses/usage',
    label: texts.navigation.ownLicenses,
    icon: IconLicense,
    permission: 'licenses.read',
    unless: 'licenses.manage',
    holds: ['/licenses'],
  },
  { to: '/audit', label: texts.navigation.audit, icon: IconHistory, permission: 'audit.read' },
]

/** The pages that lie at the foot of the navigation. */
export const settingsPlaces: readonly Place[] = [
  { to: '/settings', label: texts.navigation.provider, icon: IconAdjustments, permission: 'settings.manage' },
  { to: '/settings/mail', label: texts.navigation.mail, icon: IconMail, permission: 'settings.manage' },
  { to: '/settings/api-keys', label: texts.navigation.apiKeys, icon: IconKey, permission: 'api_keys.manage' },
]

/** Whether a page is there for the person. */
export function isPlaceOf(
  { permissions, membership }: Me,
  { permission, within, unless }: Pick<Place, 'permission' | 'within' | 'unless'>,
): boolean {
  return (
    permissions.includes(permission) &&
    (within === undefined || within === membership.organization.type) &&
    !(unless && permissions.includes(unless))
  )
}

/** The links of the navigation, with words or as icons only. */
export function Navigation({ isCollapsed, onNavigate }: { isCollapsed?: boolean; onNavigate?: () => void }) {
  const me = useMe()
  const allowed = (list: readonly Place[]) => list.filter((place) => isPlaceOf(me, place))
  const settings = allowed(settingsPlaces)
  const links = (list: readonly Place[]) =>
    list.map((place) => (
      <PlaceLink key={place.to} place={place} isCollapsed={isCollapsed ?? false} onNavigate={onNavigate} />
    ))
  return (
    <div className={classes.nav} data-collapsed={isCollapsed || undefined}>
      {links(allowed(places))}
      {settings.length > 0 && (
        <div className={classes.foot}>
          {!isCollapsed && <div className={classes.section}>{texts.navigation.settings}</div>}
          {links(settings)}
        </div>
      )}
    </div>
  )
}

function PlaceLink(props: { place: Place; isCollapsed: boolean; onNavigate?: (() => void) | undefined }) {
  const { to, label, icon: Icon, holds = [] } = props.place
  const [first] = useCurrentTrail()
  const isWithin = useLocation({
    select: ({ pathname }) =>
      // An import lies below the list that it adds to, and changes of many below one that the person may change, as the
      // page itself says.
      /^.(imports|bulk-changes)/.test(pathname) ? first?.to === to : holds.some((begin) => pathname.startsWith(begin)),
  })
  return (
    <Link
      to={to}
      className={classes.link}
      {...(isWithin ? { 'data-active': true } : {})}
      {...(props.isCollapsed ? { 'aria-label': label, title: label } : {})}
      activeProps={{ 'data-active': true, 'aria-current': 'page' }}
      // The address of one page may begin another's.
      activeOptions={{ includeSearch: false, exact: to === '/settings' }}
      {...(props.onNavigate ? { onClick: props.onNavigate } : {})}
    >
      <Icon size={18} stroke={1.7} className={classes.icon} aria-hidden />
      {!props.isCollapsed && <span>{label}</span>}
    </Link>
  )
}
