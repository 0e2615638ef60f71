import type { planKinds } from '@tenantry/contract/customer-list.ts'
import { statuses, types } from './organization-words.ts'

type PlanKind = (typeof planKinds)[number]

const plans: Record<PlanKind, string> = { trial: 'Trial', purchased: 'Purchased' }

/** The words of customers: their list and a customer's page. */
export const texts = {
  types,
  statuses,
  plans,
  list: {
    title: 'Customers',
    search: 'Search by name or code',
    add: 'Add customer',
    columns: {
      name: 'Customer',
      status: 'Status',
      type: 'Type',
      below: 'Below',
      location: 'Location',
      devices: 'Devices',
      users: 'Users',
      entities: 'Entities',
      updatedAt: 'Changed',
      actions: 'Actions',
    },
    showHidden: 'Show disabled and archived',
    hiddenHint: 'Disabled and archived ones are not shown.',
    archive: 'Archive',
    sort: 'Sort',
    sortBy: (column: string, isDescending: boolean) => `${column}, ${isDescending ? 'descending' : 'ascending'}`,
    ownOrder: 'Own order',
    below: (parent: string) => `Below ${parent}`,
    actionsFor: (name: string) => `Actions for ${name}`,
    edit: 'Edit',
    addBelow: 'Add customer below',
    addDivision: 'Add division',
    emptyTitle: 'No customers yet',
    emptyText: 'Customers, partners and enterprises that you look after stand here. A name is enough to begin.',
    emptyTextReader: 'Customers, partners and enterprises stand here once somebody has added them.',
  },
  page: {
    tabs: {
      overview: 'Overview',
      devices: 'Devices',
      entities: 'Entities',
      users: 'Users',
      audit: 'Audit Logs',
      profile: 'Profile',
    },
    under: 'under',
    counts: 'In numbers',
    created: 'Added',
    changed: 'Changed',
    noDetails: 'Nothing is known about the company yet.',
    noDetailsHint: 'Edit adds what you know.',
    setHere: 'Set here',
    inheritedFrom: (name: string) => `From ${name}`,
  },
} as const
