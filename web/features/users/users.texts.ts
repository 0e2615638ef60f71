import type { membershipStatuses } from '@tenantry/contract/contacts.ts'
import type { Reach } from '@tenantry/contract/me.ts'
import type { OrganizationType } from '@tenantry/contract/organizations.ts'
import { type SystemRole, systemRoles } from '@tenantry/contract/permissions.ts'

type Status = (typeof membershipStatuses)[number]

/** The words of users. */
export const texts = {
  title: 'Users',
  search: 'Search by name or email',
  columns: {
    name: 'Name',
    organization: 'Organization',
    status: 'Status',
    role: 'Role',
    reach: 'Sees',
    createdAt: 'Added',
  },
  statuses: { pending: 'Pending', active: 'Active', deactivated: 'Switched off' } satisfies Record<Status, string>,
  reaches: {
    all: 'Everything',
    subtree: 'The organization and below',
    selected: 'Chosen organizations',
    entities: 'Chosen entities',
  } satisfies Record<Reach, string>,
  roles: Object.entries(systemRoles).map(([value, { name }]) => ({ value: value as SystemRole, label: name })),
  types: {
    provider: 'Provider',
    partner: 'Partner',
    customer: 'Customer',
    enterprise: 'Enterprise',
    division: 'Division',
  } satisfies Record<OrganizationType, string>,
  otherRole: 'Made by the provider',
  comeIn: 'The administrator of a customer is named as it is added, or later on the Users tab of its page.',
  emptyTitle: 'No users yet',
  emptyText: 'Whoever signs in stands here, with what they may do and see.',
  emptyOf: (name: string) => `Nobody signs in for ${name} yet.`,
  actions: 'Actions',
  actionsFor: (name: string) => `Actions for ${name}`,
  show: 'Open',
  invitation: {
    none: 'Invitation not sent',
    requested: 'Invitation on its way',
    sendsOn: (day: string) => `Goes out ${day}`,
    sent: (ago: string) => `Invited ${ago}`,
    inOutbox: 'In the outbox, not sent',
    inOutboxWhy:
      'No mail server was set: the mail lies as a file in the outbox of the installation, and nothing sends it from there.',
    expired: (day: string) => `Link expired ${day}`,
    validUntil: (time: string) => `Works until ${time}`,
    send: 'Send invitation',
    sendAgain: 'Send invitation again',
    title: (name: string) => `Invite ${name}`,
    goesTo: (address: string) => `The mail goes to ${address}.`,
    oldLink: 'The link that was sent before stops working at once.',
    held: (organization: string) =>
      `Nobody signs in at ${organization} while it is not active: the mail waits until it is.`,
    when: 'When',
    now: 'Now',
    onDate: 'On a date',
    onDateHint: 'In the morning of that day, where the customer is',
    day: 'Day of the invitation',
    dayMissing: 'Choose a day',
    cancel: 'Cancel',
    done: (name: string) => `The invitation goes to ${name}`,
    doneToOutbox: (name: string) => `The invitation of ${name} goes to the outbox: no mail server is set`,
    doneOn: (name: string, day: string) => `The invitation goes to ${name} on ${day}`,
    tooOften: (minutes: number) =>
      `It was sent often enough within the last hour. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    closed: 'This user is not pending any more.',
  },
  withdrawal: {
    action: 'Withdraw',
    title: (name: string) => `Withdraw the invitation of ${name}?`,
    text: (name: string, email: string, organization: string) =>
      `${name} (${email}) is no user of ${organization} any more, and no link of the invitation opens anything. Somebody else can be named then.`,
    done: (name: string) => `The invitation of ${name} is withdrawn`,
    failed: (name: string) => `The invitation of ${name} could not be withdrawn`,
  },
  select: {
    placeholder: 'Search by name or email',
    searching: 'Searching…',
    nothing: 'Nobody found',
    failed: 'Users could not be searched just now',
    unknown: 'Somebody',
  },
  panel: {
    mailOf: 'Invitation',
    link: 'Link of the mail',
    login: 'Signs in with',
    mail: 'Mail goes to',
    added: 'Added',
    assigned: 'Looks after',
    assignedHint: {
      all: 'Sees everything anyway; this tells whom to ask.',
      subtree: 'Sees these anyway; this tells whom to ask.',
      selected: 'Sees these with what lies below, and nothing else.',
      entities: 'Sees single entities only.',
    } satisfies Record<Reach, string>,
    add: 'Add a customer',
    addHint: 'It is assigned once you save',
    addPlaceholder: 'Search by name or code',
    search: {
      searching: 'Searching…',
      nothing: 'Nothing found',
      failed: 'Organizations could not be searched just now',
    },
    nothing: 'Nothing in particular yet.',
    remove: (name: string) => `Remove ${name}`,
    isNew: 'not saved yet',
    save: 'Save',
    cancel: 'Cancel',
    saved: (name: string) => `Saved what ${name} looks after`,
    changed: (added: string, removed: string) =>
      `Somebody else has changed this meanwhile${added ? `; added: ${added}` : ''}${removed ? `; removed: ${removed}` : ''}. Your own changes are kept on top of that. Look at the list and save again.`,
    failed: 'This could not be saved.',
  },
} as const
