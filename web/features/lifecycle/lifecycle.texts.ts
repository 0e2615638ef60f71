import type { OpenItem, StatusEffects } from '@tenantry/contract/lifecycle.ts'
import type { OrganizationStatus } from '@tenantry/contract/organizations.ts'

const actions: Record<OrganizationStatus, string> = {
  active: 'Activate',
  disabled: 'Disable',
  suspended: 'Suspend',
  offboarding: 'Begin offboarding',
  archived: 'Archive',
}

const hints: Record<OrganizationStatus, string> = {
  active: 'Its users sign in, it can grow, and its use is metered.',
  disabled: 'Its users cannot sign in. You can still add to it; devices go on reporting and its use is metered.',
  suspended: 'Its users cannot sign in and nothing is added. Devices go on reporting and its use is metered.',
  offboarding: 'Like suspended, while you close what is open. It can be called off.',
  archived: 'Read-only. Its devices are refused and its licenses return. It can be restored for a while.',
}

const done: Record<OrganizationStatus, (name: string) => string> = {
  active: (name) => `${name} is active`,
  disabled: (name) => `${name} is disabled`,
  suspended: (name) => `${name} is suspended`,
  offboarding: (name) => `Offboarding of ${name} has begun`,
  archived: (name) => `${name} is in the archive`,
}

const effects: Record<keyof StatusEffects, string> = {
  organizations: 'Organizations it holds for',
  users: 'Users that belong to it',
  devices: 'Devices that go on reporting',
  entities: 'Entities that belong to it',
  peopleSignedOut: 'People who can no longer sign in',
  peopleLetIn: 'People who can sign in again',
  sessionsEnded: 'Sessions that end at once',
  apiKeysStopped: 'API keys that stop working',
  apiKeysRestored: 'API keys that work again',
  invitationsWithdrawn: 'Invitations that are withdrawn',
  devicesRefused: 'Devices whose reports are refused',
  licensesReturned: 'Licenses that return to the pool',
  licensesTaken: 'Licenses that are taken from the pool again',
  probesCutOff: 'Probes that are cut off',
  subscriptionsRunning: 'Subscriptions that go on and are billed',
}

const openItems: Record<OpenItem, string> = {
  organizations: 'Organizations below it',
  subscriptions: 'Running subscriptions',
  devices: 'Devices',
}

/** Words for what people know of a customer; the rest is told in one number. */
const tables: Record<string, string> = {
  organizations: 'The customer itself',
  entities: 'Entities',
  roles: 'Roles',
  memberships: 'Users',
  devices: 'Devices',
  api_keys: 'API keys',
  contacts: 'Contacts',
  sales_representatives: 'Sales representatives',
  membership_assignments: 'Users who look after it',
  invitations: 'Invitations',
  notes: 'Notes',
  onboarding_items: 'Items of the onboarding list',
  customer_drafts: 'Drafts',
  customer_templates: 'Templates of customers',
  tags: 'Tags',
  organization_tags: 'Tags on customers',
  bulk_changes: 'Changes of many customers',
  bulk_change_items: 'Customers in changes of many',
  organization_settings: 'Settings of its own',
  audit_payloads: 'Details in the audit log',
  saved_views: 'Saved views',
}

const sinceText = (status: string, since: string | null) => (since === null ? status : `${status} since ${since}`)

/** The words of a customer's life. */
export const texts = {
  actions,
  hints,
  done,
  effects,
  openItems,
  restore: 'Restore',
  restored: (name: string) => `${name} is restored. It stays disabled until it is activated.`,
  panel: {
    title: (name: string) => `Status of ${name}`,
    now: (code: string, status: string) => `${code} · ${status}`,
    nowSince: (code: string, status: string, since: string) => `${code} · ${status} since ${since}`,
    choose: 'What shall it be?',
    effects: 'What this does',
    counting: 'Counting…',
    reason: 'Reason',
    reasonHint: 'Kept in the audit log',
    limitsKept: 'The archive keeps its limits of licenses; they hold again once it is restored:',
    limitsHold: 'Its limits of licenses hold again:',
    limit: (type: string, limit: string, overage: string | null) =>
      `${type} ${limit}${overage === null ? '' : ` (may exceed by ${overage})`}`,
    keptUntil: (day: string) => `It can be restored until ${day}. Then it is deleted for good.`,
    restoreHint: 'It comes back disabled. Withdrawn invitations stay withdrawn.',
    changed: 'Somebody else has changed it meanwhile. This is its newest state; choose again.',
    offline: 'The server cannot be reached. Nothing has changed; try again when the connection is back.',
    unknown:
      'The connection broke. It may have been changed already; this is shown again as soon as the server answers.',
  },
  open: {
    heading: 'Still open',
    nothing: 'Nothing is open any more. It can be archived.',
    blocks: 'must be gone before it can be archived',
    refused: 'are refused once it is archived',
    closed: 'none',
  },
  banner: {
    heldBy: (status: string) => `${status} by an organization above: `,
    held: (status: string) => `${status} by an organization above`,
    heldText: 'It stays so until it is lifted there.',
    titles: {
      disabled: (since) => sinceText('Disabled', since),
      suspended: (since) => sinceText('Suspended', since),
      offboarding: (since) => sinceText('Offboarding is under way', since),
      archived: (since) => `${sinceText('In the archive', since)}, to be read only`,
    } satisfies Record<Exclude<OrganizationStatus, 'active'>, (since: string | null) => string>,
    reason: (reason: string) => `Reason: ${reason}`,
    offboardingText: (list: string) => `Still open: ${list}.`,
    offboardingDone: 'Nothing is open any more.',
    checklist: 'Checklist',
    archivedUntil: (day: string) => `It is deleted for good on ${day}.`,
    archivedForever: 'It stays here until somebody deletes it.',
  },
  purge: {
    title: (name: string) => `Delete ${name} for good`,
    lead: 'This cannot be undone. Everything of it is removed, its code becomes free, and people who belong nowhere else lose their account. The audit log keeps that something happened, and no longer what.',
    notArchived: 'Only what is in the archive can be deleted for good.',
    what: 'What is deleted',
    tables,
    rest: 'What the system kept about it',
    accounts: 'Accounts of people with no other place',
    total: 'Altogether',
    besides: 'Besides',
    type: (code: string) => `Type ${code} to delete it`,
    mismatch: 'This is not its code',
    action: 'Delete for good',
    done: (name: string) => `${name} is deleted for good`,
    report: 'Deletion report',
    reportLead: (when: string, who: string) => `Deleted on ${when} by ${who}. This report is shown once only.`,
    auditEvents: 'Entries of the audit log that stay, without what they said',
    download: 'Download as JSON',
    gone: 'It is deleted already. The report was shown once only, where the deletion was answered.',
    close: 'Close',
  },
  archive: {
    title: 'Archive',
    search: 'Search by name or code',
    columns: {
      name: 'Customer',
      type: 'Type',
      parent: 'Parent',
      archivedAt: 'Archived',
      archivedUntil: 'Deleted for good',
      actions: 'Actions',
    },
    never: 'Never by itself',
    actionsFor: (name: string) => `Actions for ${name}`,
    emptyTitle: 'The archive is empty',
    emptyText: 'Customers that you archive stay here for a while, to be read and restored.',
    kept: (days: string) => `Kept for ${days} days`,
  },
  retention: {
    change: 'Change how long',
    title: 'How long the archive keeps',
    text: 'Customers that are archived from now on can be restored for this many days, then they are deleted for good. Those in the archive keep their day.',
    days: 'Days',
    range: '1 to 3,650 days',
    save: 'Save',
    saved: 'Saved',
  },
} as const
