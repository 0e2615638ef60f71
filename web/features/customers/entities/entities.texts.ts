import type { EntityKind } from '@tenantry/contract/entity-list.ts'

const kinds: Record<EntityKind, string> = {
  branch: 'Branch',
  department: 'Department',
  region: 'Region',
  business_unit: 'Business unit',
  other: 'Other',
}

/** The words of entities: a customer's branches, departments and the like. */
export const texts = {
  kinds,
  title: 'Entities',
  search: 'Search by name or code',
  hiddenHint: 'Those of disabled and archived customers are not shown.',
  add: 'Add entity',
  edit: 'Edit',
  remove: 'Delete',
  actionsFor: (name: string) => `Actions for ${name}`,
  columns: {
    name: 'Name',
    customer: 'Customer',
    kind: 'Kind',
    contact: 'Contact',
    location: 'Location',
    devices: 'Devices',
    code: 'Code',
    country: 'Country',
    city: 'City',
    postalCode: 'Postal code',
    contactEmail: 'Contact’s email',
    contactPhone: 'Contact’s phone',
    createdAt: 'Added',
    updatedAt: 'Changed',
    actions: 'Actions',
  },
  devicesOf: (name: string, count: string) => `${count} devices of ${name}`,
  emptyTitle: 'No entities yet',
  emptyText: (customer: string) =>
    `Branches, departments, regions and business units of ${customer} stand here. Devices can be sorted into them.`,
  emptyOfAll:
    'Branches, departments, regions and business units stand here once they are added on the page of a customer.',
  fields: {
    name: 'Name',
    namePlaceholder: 'Airtel Delhi',
    nameMissing: 'Enter a name',
    nameFixed: 'Whoever sees the whole customer can rename it',
    kind: 'Kind',
    code: 'Code',
    codeHint: 'Your own short name, e.g. a branch number',
    codePlaceholder: 'DEL-01',
    contact: 'Contact',
    contactHint: 'Whom to talk to there',
    firstName: 'First name',
    lastName: 'Last name',
    email: 'Email',
    phone: 'Phone',
    phoneCountry: 'Country code',
    phoneExtension: 'Extension',
    location: 'Location',
    locationHint: 'Where technicians go',
    sameAddress: 'Same address as the company',
    noAddress: 'The company has no address yet',
    addressTaken: 'The address of the company is filled in',
  },
  step: {
    title: 'Entities',
    heading: 'Which parts does it have?',
    lead: 'Branches, departments, regions or business units, each with a contact and a location of its own. None is needed.',
    leadRequired: 'Branches, departments, regions or business units. At least one is needed.',
    nameless: (number: number) => `Entity ${number}`,
    details: 'Contact and location',
    remove: (name: string) => `Remove ${name}`,
    removeAll: 'Remove all',
    most: (count: number) => `${count} at once are the most; more can be added on the customer’s page.`,
    notHere: 'A partner has no entities of its own; its customers have.',
    none: 'None',
  },
  form: {
    addTitle: 'Add entity',
    editTitle: (name: string) => `Edit ${name}`,
    cancel: 'Cancel',
    create: 'Add',
    save: 'Save',
    added: (name: string) => `${name} is added`,
    saved: (name: string) => `${name} is saved`,
    gone: 'This entity does not exist any more.',
    offline: 'The server cannot be reached. Nothing you typed is lost; save again when the connection is back.',
    conflictTitle: 'Somebody else has changed this entity',
    leaving: { title: 'Close without saving?', text: 'What you typed here will be lost.', leave: 'Close' },
  },
  select: {
    label: 'Entity',
    hint: 'The branch or department that it belongs to',
    placeholder: 'None',
    searching: 'Searching…',
    nothing: 'No entity has this in its name or code',
  },
  removal: {
    title: (name: string) => `Delete ${name}?`,
    text: (name: string, kind: string, customer: string) =>
      `${name} (${kind.toLocaleLowerCase()}) of ${customer} will be deleted with its contact and location. It cannot be brought back; the audit log keeps what it was.`,
    users: (count: number) =>
      count === 1
        ? 'One person sees single entities, this one among them, and will lose sight of it.'
        : `${count} people see single entities, this one among them, and will lose sight of it.`,
    refusedTitle: (name: string) => `${name} cannot be deleted yet`,
    refused: (count: number) =>
      count === 1
        ? 'One device lies in it. Move or delete it first.'
        : `${count} devices lie in it. Move or delete them first.`,
    showDevices: 'Show devices',
    done: (name: string) => `${name} is deleted`,
    failed: (name: string) => `${name} was not deleted`,
  },
} as const
