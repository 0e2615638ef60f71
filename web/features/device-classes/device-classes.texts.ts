/** What is said about classes of devices. */
export const texts = {
  title: 'Device classes',
  subtitle:
    'What a device can be, and what it takes: one license of each type that its class names. Types that are switched off are not taken.',
  own: 'Your own',
  archived: 'Archived',
  devices: (count: string, isOne: boolean) => `${count} ${isOne ? 'device' : 'devices'}`,
  takes: (name: string) => `What each takes: ${name}`,
  takesNothing: 'Takes no license',
  notCounted: (type: string) => `${type} (switched off)`,
  actions: (name: string) => `Actions for ${name}`,
  edit: 'Edit',
  archive: 'Archive',
  restore: 'Restore',
  remove: 'Delete',
  failed: (name: string) => `${name} was not changed`,
  archivedDone: (name: string) => `${name} takes no new devices; those that have it stay`,
  restoredDone: (name: string) => `${name} takes new devices again`,
  form: {
    addTitle: 'Add a class of your own',
    editTitle: (name: string) => `Edit ${name}`,
    name: 'Name',
    namePlaceholder: 'Security camera',
    nameMissing: 'Enter a name',
    nameTaken: 'There is a class with this name',
    icon: 'Picture',
    takes: 'What each takes',
    takesHint: 'None: its devices are always let in',
    add: 'Add class',
    save: 'Save',
    cancel: 'Cancel',
    added: (name: string) => `${name} can be chosen for devices from now on`,
    saved: (name: string) => `${name} is saved`,
    changedMeanwhile: (name: string, icon: string) =>
      `Somebody else changed this class meanwhile. It is now called “${name}”, its picture is “${icon}”. Save again to put what you changed in its place.`,
  },
  change: {
    question: (name: string) => `${name}: change what each takes?`,
    text: (count: string, isOne: boolean) =>
      `${count} ${isOne ? 'device gives' : 'devices give'} back what is no longer taken and ${isOne ? 'takes' : 'take'} what is taken now, all at once.`,
    action: 'Change',
    done: (name: string) => `${name}: what each takes is changed`,
  },
  removal: {
    title: (name: string) => `Delete ${name}?`,
    changed: 'Somebody else changed this class meanwhile. Look at it as it is now before you delete it.',
    text: (name: string) => `No device can be ${name} any more. Only a class that no device has can be deleted.`,
    done: (name: string) => `${name} is deleted`,
    inUse: (devices: string, waiting: string, rules: string) =>
      `It is in use. Devices that have it: ${devices}. Devices that wait with it: ${waiting}. Rules that name it: ${rules}. Archived, it takes no new devices, and those that have it stay.`,
    archive: 'Archive instead',
  },
} as const
