import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { ApiError } from '@tenantry/contract/client.ts'
import { Suspense } from 'react'
import { FurtherActions } from './features/customers/further-actions.tsx'
import { type LifecycleSearch, readLifecycleSearch } from './features/lifecycle/lifecycle-search.ts'
import { useLifecycleActions } from './features/lifecycle/public.ts'
import { type MergeSearch, readMergeSearch } from './features/merge-menu/merge-search.ts'
import { readTreeSearch, type TreeSearch } from './features/organizations/tree-search.ts'
import { withDefaultView } from './features/saved-views/default-view.ts'
import { isMissingCode } from './platform/missing-code.ts'
import { watchPlaces } from './platform/place-left.ts'
import { queryClient } from './platform/query.ts'
import { readReturnTo } from './platform/return-to.ts'
import { parseSearch, stringifySearch } from './platform/search-params.ts'
import { meQuery } from './platform/session.tsx'
import { AppFrame } from './ui/app-frame.tsx'
import { ErrorState } from './ui/error-state.tsx'
import { type ListSearch, readListSearch } from './ui/list/list-search.ts'
import { NotFoundPage } from './ui/not-found-page.tsx'
import { part } from './ui/part.tsx'
import { PageSkeleton } from './ui/skeletons.tsx'

/** The tabs of a customer's page, as they stand in its address. */
export const customerTabs = ['overview', 'devices', 'entities', 'users', 'licenses', 'audit', 'profile'] as const

const MergePanels = part(() => import('./features/customer-merges/merge-panel.tsx'))
const LifecyclePanels = part(() => import('./features/lifecycle/lifecycle-panels.tsx'))

const root = createRootRoute({ component: Outlet })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { returnTo?: string | undefined; ended?: true | undefined } => ({
    returnTo: readReturnTo(search.returnTo),
    ended: isOn(search.ended),
  }),
  component: lazyRouteComponent(() => import('./features/sign-in/sign-in-page.tsx'), 'SignInPage'),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./features/setup/setup-page.tsx'), 'SetupPage'),
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./features/sign-in/forgot-password-page.tsx'), 'ForgotPasswordPage'),
})

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  validateSearch: (search: Record<string, unknown>): { token?: string | undefined; error?: string | undefined } => ({
    token: typeof search.token === 'string' ? search.token : undefined,
    error: typeof search.error === 'string' ? search.error : undefined,
  }),
  component: lazyRouteComponent(() => import('./features/sign-in/reset-password-page.tsx'), 'ResetPasswordPage'),
})

const acceptInvitation = createRoute({
  getParentRoute: () => root,
  path: '/accept-invitation',
  validateSearch: (search: Record<string, unknown>): { token?: string | undefined } => ({
    token: typeof search.token === 'string' ? search.token : undefined,
  }),
  component: lazyRouteComponent(
    () => import('./features/invitations/accept-invitation-page.tsx'),
    'AcceptInvitationPage',
  ),
})

const Bell = part(() => import('./features/notifications/bell.tsx'))
const CommandPalette = part(() => import('./features/search/command-palette.tsx'))

const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery)
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'not_signed_in')) throw error
      throw redirect({ to: '/sign-in', search: { returnTo: readReturnTo(location.href) } })
    }
  },
  validateSearch: (
    search: Record<string, unknown>,
  ): LifecycleSearch & MergeSearch & { templateOf?: string | undefined } => ({
    ...readLifecycleSearch(search),
    ...readMergeSearch(search),
    templateOf: textOf(search.templateOf),
  }),
  component: Frame,
})

/** Panels beside the page outlive a change of what lies under them; they load when the address first asks for one. */
function Frame() {
  const { change, purge, merge } = frame.useSearch()
  const navigate = frame.useNavigate()
  const close = () =>
    void navigate({
      to: '.',
      search: ({ change, to, purge, merge, into, ...rest }: Record<string, unknown>) => rest,
      replace: true,
    })
  return (
    <FurtherActions value={useLifecycleActions}>
      <AppFrame Palette={CommandPalette} Bell={Bell} />
      {(change || purge) && (
        <Suspense>
          <LifecyclePanels onMissing={close} />
        </Suspense>
      )}
      {merge && (
        <Suspense>
          <MergePanels onMissing={close} />
        </Suspense>
      )}
    </FurtherActions>
  )
}

const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/customers' })
  },
})

/** What the wizard opens with: a draft, a copy of a customer, a template. */
type Beginnings = { [Name in 'draft' | 'copy' | 'template']?: string | undefined }

const isOn = (value: unknown) => (value === true || value === 'true' ? true : undefined)
/** A month of this century, as addresses have it. */
const monthOf = (value: unknown) => (/^(20\d\d|2100)-(0[1-9]|1[0-2])$/.test(String(value)) ? String(value) : undefined)

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

/** Of a list that leaves out what is disabled and archived unless all is asked for. */
const readHidingSearch = (search: Record<string, unknown>): ListSearch & { all?: true | undefined } => ({
  ...readListSearch(search),
  all: isOn(search.all),
})

const customers = createRoute({
  getParentRoute: () => frame,
  path: '/customers',
  validateSearch: (
    search: Record<string, unknown>,
  ): ListSearch & TreeSearch & Beginnings & { add?: true | undefined; all?: true | undefined } => ({
    ...readTreeSearch(search),
    ...readListSearch(search),
    all: isOn(search.all),
    add: isOn(search.add),
    draft: textOf(search.draft),
    copy: textOf(search.copy),
    template: textOf(search.template),
  }),
  beforeLoad: ({ search }) => {
    const opened = withDefaultView('customers', search)
    if (opened) throw redirect({ to: '/customers', search: opened, replace: true })
  },
  component: lazyRouteComponent(() => import('./customer-list-page.tsx'), 'WholeCustomerListPage'),
})

const customer = createRoute({
  getParentRoute: () => frame,
  path: '/customers/$id',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/customers/$id/$tab', params: { id: params.id, tab: 'overview' } })
  },
})

/** The lists that have saved views, by the tab that shows them. */
const listsOfTabs: Record<string, string | undefined> = { devices: 'customer-devices', entities: 'entities' }

const customerTab = createRoute({
  getParentRoute: () => frame,
  path: '/customers/$id/$tab',
  validateSearch: (
    search: Record<string, unknown>,
  ): ListSearch & { of?: string | undefined; story?: string | undefined; month?: string | undefined } => ({
    ...readListSearch(search),
    of: textOf(search.of),
    story: textOf(search.story),
    month: monthOf(search.month),
  }),
  beforeLoad: ({ params, search }) => {
    if (!customerTabs.some((tab) => tab === params.tab)) throw notFound()
    const opened = withDefaultView(listsOfTabs[params.tab] ?? '', search)
    if (opened) throw redirect({ to: '/customers/$id/$tab', params, search: opened, replace: true })
  },
  component: lazyRouteComponent(() => import('./customer-page.tsx'), 'WholeCustomerPage'),
})

const customerTemplates = createRoute({
  getParentRoute: () => frame,
  path: '/customer-templates',
  validateSearch: (
    search: Record<string, unknown>,
  ): ListSearch & { add?: true | undefined; edit?: string | undefined } => ({
    ...readListSearch(search),
    add: isOn(search.add),
    edit: textOf(search.edit),
  }),
  component: lazyRouteComponent(
    () => import('./features/customers/templates/template-list-page.tsx'),
    'TemplateListPage',
  ),
})

const tags = createRoute({
  getParentRoute: () => frame,
  path: '/tags',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('./features/tags/tag-list-page.tsx'), 'TagListPage'),
})

const archive = createRoute({
  getParentRoute: () => frame,
  path: '/archive',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('./features/lifecycle/archive-page.tsx'), 'ArchivePage'),
})

const imports = createRoute({
  getParentRoute: () => frame,
  path: '/imports',
  validateSearch: (search: Record<string, unknown>): { kind?: 'devices' | undefined } => ({
    kind: search.kind === 'devices' ? 'devices' : undefined,
  }),
  component: lazyRouteComponent(() => import('./features/imports/import-list-page.tsx'), 'ImportListPage'),
})

const importOfOne = createRoute({
  getParentRoute: () => frame,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('./features/imports/import-page.tsx'), 'ImportPage'),
})

const organizations = createRoute({
  getParentRoute: () => frame,
  path: '/organizations',
  validateSearch: readTreeSearch,
  component: lazyRouteComponent(
    () => import('./features/organizations/organization-tree-page.tsx'),
    'OrganizationTreePage',
  ),
})

const devices = createRoute({
  getParentRoute: () => frame,
  path: '/devices',
  validateSearch: readHidingSearch,
  beforeLoad: ({ search }) => {
    const opened = withDefaultView('devices', search)
    if (opened) throw redirect({ to: '/devices', search: opened, replace: true })
  },
  component: lazyRouteComponent(() => import('./features/devices/device-list-page.tsx'), 'DeviceListPage'),
})

const seenDevices = createRoute({
  getParentRoute: () => frame,
  path: '/seen-devices',
  validateSearch: readHidingSearch,
  component: lazyRouteComponent(() => import('./features/enrollment/seen-devices-page.tsx'), 'SeenDevicesPage'),
})

const entities = createRoute({
  getParentRoute: () => frame,
  path: '/entities',
  validateSearch: readHidingSearch,
  beforeLoad: ({ search }) => {
    const opened = withDefaultView('all-entities', search)
    if (opened) throw redirect({ to: '/entities', search: opened, replace: true })
  },
  component: lazyRouteComponent(() => import('./features/customers/entities/entity-list-page.tsx'), 'EntityListPage'),
})

const bulkChanges = createRoute({
  getParentRoute: () => frame,
  path: '/bulk-changes',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('./features/customers/bulk/bulk-changes-page.tsx'), 'BulkChangesPage'),
})

const settings = createRoute({
  getParentRoute: () => frame,
  path: '/settings',
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined } => ({
    q: typeof search.q === 'string' && search.q !== '' ? search.q : undefined,
  }),
  component: lazyRouteComponent(() => import('./features/settings/settings-page.tsx'), 'SettingsPage'),
})

const mail = createRoute({
  getParentRoute: () => frame,
  path: '/settings/mail',
  validateSearch: (
    search: Record<string, unknown>,
  ): ListSearch & { mail?: string | undefined; server?: true | undefined } => ({
    ...readListSearch(search),
    mail: textOf(search.mail),
    server: isOn(search.server),
  }),
  component: lazyRouteComponent(() => import('./features/mails/mail-list-page.tsx'), 'MailListPage'),
})

const account = createRoute({
  getParentRoute: () => frame,
  path: '/account',
  component: lazyRouteComponent(() => import('./features/account/account-page.tsx'), 'AccountPage'),
})

const users = createRoute({
  getParentRoute: () => frame,
  path: '/users',
  validateSearch: (search: Record<string, unknown>): ListSearch & { user?: string | undefined } => ({
    ...readListSearch(search),
    user: typeof search.user === 'string' ? search.user : undefined,
  }),
  component: lazyRouteComponent(() => import('./features/users/user-list-page.tsx'), 'UserListPage'),
})

const licensePool = createRoute({
  getParentRoute: () => frame,
  path: '/license-pool',
  validateSearch: (search: Record<string, unknown>): { type?: string | undefined; story?: string | undefined } => ({
    type: textOf(search.type),
    story: textOf(search.story),
  }),
  component: lazyRouteComponent(() => import('./features/licenses/license-pool-page.tsx'), 'LicensePoolPage'),
})

const ownLicenses = createRoute({
  getParentRoute: () => frame,
  path: '/licenses',
  validateSearch: (search: Record<string, unknown>): ListSearch & { story?: string | undefined } => ({
    ...readListSearch(search),
    story: textOf(search.story),
  }),
  component: lazyRouteComponent(() => import('./features/licenses/own-licenses-page.tsx'), 'OwnLicensesPage'),
})

const licenseLedger = createRoute({
  getParentRoute: () => frame,
  path: '/licenses/ledger',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('./features/licenses/ledger/ledger-page.tsx'), 'LedgerPage'),
})

const licenseUsage = createRoute({
  getParentRoute: () => frame,
  path: '/licenses/usage',
  validateSearch: (search: Record<string, unknown>): ListSearch & { month?: string | undefined } => ({
    ...readListSearch(search),
    month: monthOf(search.month),
  }),
  component: lazyRouteComponent(() => import('./features/licenses/usage/usage-page.tsx'), 'UsagePage'),
})

const licenseRules = createRoute({
  getParentRoute: () => frame,
  path: '/licenses/rules',
  component: lazyRouteComponent(() => import('./features/license-rules/license-rules-page.tsx'), 'LicenseRulesPage'),
})

const audit = createRoute({
  getParentRoute: () => frame,
  path: '/audit',
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import('./features/audit-events/audit-page.tsx'), 'AuditPage'),
})

const apiKeys = createRoute({
  getParentRoute: () => frame,
  path: '/settings/api-keys',
  component: lazyRouteComponent(() => import('./features/api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
})

/** Every other address: within the frame, so that one can go on from there, and behind signing in like all of it. */
const lost = createRoute({ getParentRoute: () => frame, path: '$', component: NotFoundPage })

/** Every address of the product. Pages load when they are first opened. */
export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    setup,
    forgotPassword,
    resetPassword,
    acceptInvitation,
    frame.addChildren([
      home,
      customers,
      customer,
      customerTab,
      customerTemplates,
      tags,
      archive,
      imports,
      importOfOne,
      organizations,
      devices,
      seenDevices,
      entities,
      bulkChanges,
      users,
      licensePool,
      ownLicenses,
      licenseLedger,
      licenseUsage,
      licenseRules,
      audit,
      settings,
      mail,
      account,
      apiKeys,
      lost,
    ]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 200,
  defaultPendingMinMs: 200,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: ({ error, reset }) => (
    <ErrorState error={error} onRetry={isMissingCode(error) ? () => location.reload() : reset} />
  ),
})

watchPlaces(router)

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
