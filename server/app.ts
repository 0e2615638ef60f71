/** Wires rooms to HTTP. What the server can do is the list of routes here. */
import { operations } from '@tenantry/contract/operations.ts'
import type { FastifyInstance } from 'fastify'
import { apiKeyRoutes } from './features/api-keys/api-keys.routes.ts'
import { auditEventRoutes } from './features/audit-events/audit-events.routes.ts'
import { bulkChangeRoutes } from './features/bulk-changes/bulk-changes.routes.ts'
import { contactRoutes } from './features/contacts/contacts.routes.ts'
import { customerDraftRoutes } from './features/customer-drafts/customer-drafts.routes.ts'
import { customerFormSettingsRoutes } from './features/customer-form-settings/customer-form-settings.routes.ts'
import { customerMergeRoutes } from './features/customer-merges/customer-merges.routes.ts'
import { customerTemplateRoutes } from './features/customer-templates/customer-templates.routes.ts'
import { customerRoutes } from './features/customers/customers.routes.ts'
import { mergedAddresses, placeOfNewCustomer, readCustomer } from './features/customers/public.ts'
import { deviceClassRoutes } from './features/device-classes/device-classes.routes.ts'
import { deviceRoutes } from './features/devices/devices.routes.ts'
import { enrollmentRoutes } from './features/enrollments/enrollments.routes.ts'
import { KnownTokens } from './features/enrollments/known-tokens.ts'
import { entityRoutes } from './features/entities/entities.routes.ts'
import { exportRoutes } from './features/exports/exports.routes.ts'
import { favouriteRoutes } from './features/favourites/favourites.routes.ts'
import { importRoutes } from './features/imports/imports.routes.ts'
import { invitationRoutes } from './features/invitations/invitations.routes.ts'
import { licenseAlertRoutes } from './features/license-alerts/license-alerts.routes.ts'
import { licenseRuleRoutes } from './features/license-rules/license-rules.routes.ts'
import { licenseRoutes } from './features/licenses/licenses.routes.ts'
import { lifecycleRoutes } from './features/lifecycle/lifecycle.routes.ts'
import { mailRoutes } from './features/mails/mails.routes.ts'
import { meRoutes } from './features/me/me.routes.ts'
import { noteRoutes } from './features/notes/notes.routes.ts'
import { notificationRoutes } from './features/notifications/notifications.routes.ts'
import { onboardingRoutes } from './features/onboarding/onboarding.routes.ts'
import { organizationRoutes } from './features/organizations/organizations.routes.ts'
import { providerSettingsRoutes } from './features/provider-settings/provider-settings.routes.ts'
import { setupRoutes } from './features/providers/setup.routes.ts'
import { setupAddresses } from './features/providers/setup-addresses.ts'
import { savedViewRoutes } from './features/saved-views/saved-views.routes.ts'
import { searchRoutes } from './features/search/search.routes.ts'
import { tagRoutes } from './features/tags/tags.routes.ts'
import { userRoutes } from './features/users/users.routes.ts'
import { type Installation, migrationsDir } from './installation.ts'
import { createAccountDoors } from './platform/auth/account-doors.ts'
import { registerAuthRoutes } from './platform/auth/auth-routes.ts'
import { createAuthenticator } from './platform/auth/authenticate.ts'
import { switchMembership } from './platform/auth/memberships.ts'
import { onlyProviderOf } from './platform/auth/only-provider.ts'
import { pendingMigrations } from './platform/database/migrate.ts'
import { MinuteLimit } from './platform/http/minute-limit.ts'
import { addHealthRoutes, addMetrics, addReference } from './platform/http/operator-routes.ts'
import { type RoutesEnvironment, registerRoutes } from './platform/http/register-routes.ts'
import { createServer } from './platform/http/server.ts'
import { serveWeb } from './platform/http/web-assets.ts'
import type { Mailer } from './platform/mail/mailer.ts'
import { resetMail } from './platform/mail/reset-mail.ts'
import { AddressGuard } from './platform/network/address-guard.ts'

/** What the app stands on besides the installation. */
export interface AppOptions {
  version: string
  webDir: string | null
  mailer: Mailer
  /** Wakes the relay after a change. */
  onCommitted: () => void
  /** Told after somebody may have signed in or out, or tried to. */
  onSignIn?: () => void
  /** Told of every error that an operation answers with; see {@link registerRoutes}. */
  onError?: RoutesEnvironment['onError']
  /** Address for links in mails when no public one is configured. */
  localUrl: () => string
}

/** Makes the HTTP app of an installation; the caller lets it listen. */
export async function createApp(installation: Installation, options: AppOptions): Promise<FastifyInstance> {
  const { config, secret, log, database, clock, appPool, authPool } = installation
  const secure = config.publicUrl?.startsWith('https:') ?? false
  const allowed = config.publicUrl ? [new URL(config.publicUrl).origin] : []
  const authenticator = createAuthenticator({
    pool: appPool,
    authPool,
    secret,
    secureCookies: secure,
    mostSessionSeconds: config.sessionSeconds,
    onError: (error) => log.warn({ event: 'credential.use_not_recorded', err: error }),
  })
  const app = await createServer({
    logger: log,
    trustProxy: config.trustProxy,
    secure,
    requestLimit: { perMinute: config.requestsPerMinute, knownCaller: authenticator.knownCaller },
  })
  addHealthRoutes(app, async () => (await pendingMigrations(appPool, migrationsDir)).length === 0)
  addMetrics(app)
  addReference(app, options.version, operations)
  await registerAuthRoutes(app, {
    config: {
      // Asked when a link is made: the port may be known only once the server listens.
      publicUrl: () => config.publicUrl ?? options.localUrl(),
      secret,
      secureCookies: secure,
      trustedOrigins: allowed,
      mostSessionSeconds: config.sessionSeconds,
    },
    authPool,
    sendResetMail: async ({ to, name, url }) => {
      const providerId = await onlyProviderOf(to, { authPool, appPool })
      const mail = resetMail({ to, name, url, expiresMinutes: 30 })
      await options.mailer.deliver(mail, undefined, providerId ? { providerId } : {})
    },
    ...(options.onSignIn ? { onUse: options.onSignIn } : {}),
    log,
  })
  const publicUrl = () => config.publicUrl ?? options.localUrl()
  registerRoutes(app, operations, routesOf(installation, secure, publicUrl), {
    database,
    clock,
    authenticate: authenticator.authenticate,
    lastCaller: authenticator.lastCaller,
    origins: { allowed },
    onCommitted: options.onCommitted,
    ...(options.onError ? { onError: options.onError } : {}),
  })
  const { createAccount } = installation
  const leadOn = mergedAddresses(database, authenticator.authenticate)
  if (options.webDir) await serveWeb(app, options.webDir, leadOn, setupAddresses({ database, clock, createAccount }))
  return app
}

function routesOf(installation: Installation, secureCookies: boolean, publicUrl: () => string) {
  const { config, authPool, database, files, clock, createAccount, secret, vault } = installation
  const guard = new AddressGuard(config.allowedPrivateNetworks)
  const accounts = createAccountDoors({ authPool, secret, secureCookies })
  return [
    ...setupRoutes({ database, clock, createAccount }),
    ...meRoutes((change) => switchMembership(authPool, change)),
    ...favouriteRoutes,
    ...searchRoutes,
    ...customerRoutes,
    ...contactRoutes,
    ...customerDraftRoutes,
    ...customerTemplateRoutes,
    ...savedViewRoutes,
    ...tagRoutes,
    ...licenseRoutes,
    ...deviceClassRoutes,
    ...licenseAlertRoutes(publicUrl, placeOfNewCustomer),
    ...bulkChangeRoutes,
    ...customerFormSettingsRoutes,
    ...providerSettingsRoutes,
    ...lifecycleRoutes,
    ...organizationRoutes,
    ...customerMergeRoutes,
    ...deviceRoutes,
    ...licenseRuleRoutes,
    ...enrollmentRoutes({
      database,
      clock,
      limit: new MinuteLimit(config.enrollmentsPerMinute, clock),
      known: new KnownTokens(),
    }),
    ...entityRoutes,
    ...noteRoutes,
    ...importRoutes(files),
    ...userRoutes,
    ...invitationRoutes({ database, clock, accounts }),
    ...onboardingRoutes(readCustomer),
    ...auditEventRoutes,
    ...exportRoutes,
    ...apiKeyRoutes,
    ...mailRoutes({ vault, smtp: { guard } }),
    ...notificationRoutes,
  ]
}
