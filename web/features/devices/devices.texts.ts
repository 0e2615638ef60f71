import type { DeviceClass } from '@tenantry/contract/devices.ts'

const classes: Record<DeviceClass, string> = {
  computer: 'Computer',
  server: 'Server',
  network_device: 'Network device',
  printer: 'Printer',
  phone: 'Phone',
  tablet: 'Tablet',
  non_it_asset: 'Non-IT asset',
}

/** The words of devices. */
export const texts = {
  classes,
  title: 'Devices',
  search: 'Search by name',
  hiddenHint: 'Those of disabled and archived customers are not shown.',
  add: 'Add device',
  edit: 'Edit',
  remove: 'Delete',
  choose: (name: string) => `Choose ${name}`,
  chooseAll: 'Choose all that are loaded',
  tagsOf: (name: string) => `Tags of ${name}`,
  actionsFor: (name: string) => `Actions for ${name}`,
  columns: {
    name: 'Name',
    class: 'Class',
    entity: 'Entity',
    tags: 'Tags',
    customer: 'Customer',
    createdAt: 'Added',
    updatedAt: 'Changed',
    actions: 'Actions',
  },
  emptyTitle: 'No devices yet',
  emptyText: 'Computers, network devices and everything else you look after stand here.',
  emptyOf: (customer: string) => `What ${customer} has stands here once it is added.`,
  form: {
    addTitle: 'Add device',
    editTitle: (name: string) => `Edit ${name}`,
    customer: 'Customer',
    customerMissing: 'Choose a customer',
    name: 'Name',
    namePlaceholder: 'nyc-srv-01',
    nameHint: 'As it calls itself, so that probes recognize it',
    class: 'Class',
    classPlaceholder: 'Choose a class',
    classMissing: 'Choose a class',
    tags: 'Tags',
    tagsHint: 'To find it again in lists. Your own people see them, not the customer.',
    cancel: 'Cancel',
    create: 'Add',
    save: 'Save',
    added: (name: string) => `${name} is added`,
    saved: (name: string) => `${name} is saved`,
    changed: (name: string, kind: string, entity: string | null) =>
      `Somebody changed this device in the meantime: it is now ${name}, ${kind}${entity === null ? '' : `, in ${entity}`}. Save again to replace that with what you see here.`,
    gone: 'This device does not exist any more.',
  },
  removal: {
    title: (name: string) => `Delete ${name}?`,
    text: (name: string, kind: string, customer: string) =>
      `${name} (${kind}) of ${customer} will be deleted. It leaves every list and count at once and cannot be brought back; the audit log keeps that it was there.`,
    done: (name: string) => `${name} is deleted`,
    failed: (name: string) => `${name} was not deleted`,
  },
} as const
