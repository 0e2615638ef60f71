/** The words of enrolling devices, and of those that wait for a license. A second language is a second object of this shape. */
export const texts = {
  enroll: 'Enroll devices',
  seen: 'Seen, without license',
  seenOf: (count: string) => `Seen, without license, ${count} waiting`,
  panel: {
    title: 'Enroll devices',
    lead: 'A program at the customer’s site enrolls what it finds there by itself, with a token. A device that is enrolled again is updated and takes no second license.',
    create: 'Create token',
    lost: (name: string) =>
      `“${name}” was created already, but the answer with the token got lost: nobody has seen it. Revoke it below, then create another one.`,
    tokens: 'Tokens',
    none: 'No token works now.',
    show: 'Show tokens',
    shown: [
      { value: 'all', label: 'All' },
      { value: 'working', label: 'That work' },
      { value: 'expired', label: 'Expired' },
    ],
    license: 'What is new',
    licenses: {
      take: { label: 'Takes a license', hint: 'As long as there are some; what finds none waits' },
      wait: { label: 'Waits for one', hint: 'In Seen, without license, until you or a rule give it one' },
    },
    letsWait: 'what is new waits',
    name: 'Name',
    nameHint: 'What it is for, so that you know what you revoke',
    expires: 'Works for',
    days: [
      { value: '1', label: '1 day' },
      { value: '7', label: '7 days' },
      { value: '30', label: '30 days' },
      { value: '90', label: '90 days' },
      { value: '365', label: '1 year' },
    ],
    most: 'At most so many devices',
    mostHint: 'Empty for any number',
    mostWrong: (most: string) => `A whole number from 1 to ${most}`,
    revoke: 'Revoke',
    revokeOf: (name: string) => `Revoke ${name}`,
    remove: 'Remove',
    removeOf: (name: string) => `Remove ${name}`,
    startsWith: (start: string) => `tne_… ${start}…`,
    used: (devices: string) => `${devices} enrolled`,
    usedOf: (devices: string, most: string) => `${devices} of ${most} enrolled`,
    usedBeyond: (most: string, more: string) => `${most} of ${most} enrolled, ${more} more licensed by hand`,
    expired: 'Expired',
    endedOn: (day: string) => `expired on ${day}`,
    until: (day: string) => `works until ${day}`,
    into: (entity: string) => `into ${entity}`,
  },
  revocation: {
    title: (name: string) => `Revoke ${name}?`,
    text: (devices: number, count: string) =>
      `Programs that use this token enroll nothing any more, and what they report of devices that are there arrives no longer. ${
        devices === 0
          ? 'It has enrolled nothing.'
          : devices === 1
            ? 'The device that it has enrolled stays, with its license.'
            : `The ${count} devices that it has enrolled stay, with their licenses.`
      }`,
    action: 'Revoke token',
    done: (name: string) => `${name} is revoked; what it has enrolled stays`,
    failed: (name: string) => `${name} was not revoked`,
  },
  removal: {
    title: (name: string) => `Remove ${name}?`,
    text: (_devices: number, _count: string) =>
      'It has expired and enrolls nothing any more. What it has enrolled stays; programs that still send it are told that there is no such token.',
    action: 'Remove token',
    done: (name: string) => `${name} is removed`,
    failed: (name: string) => `${name} was not removed`,
  },
  created: {
    text: 'Copy the token now: it is shown this once and kept nowhere.',
    label: 'Token',
    copy: 'Copy the token',
    use: 'This is how a device is enrolled; up to 1,000 go into one request:',
    copyExample: 'Copy the example with the token in it',
    done: 'Done',
  },
  list: {
    search: 'Search by name',
    columns: {
      name: 'Device',
      customer: 'Customer',
      class: 'Class',
      maker: 'Maker and model',
      addresses: 'Addresses',
      reason: 'Why it waits',
      lastSeenAt: 'Seen last',
      actions: 'Actions',
    },
    reasons: {
      license_exhausted: 'No license was left',
      token_used_up: 'The token had no device left',
      token_revoked: 'Its token was revoked',
      on_purpose: 'Its token lets it wait',
    },
    choose: (name: string) => `Choose ${name}`,
    chooseAll: 'Choose all that are loaded',
    actionsFor: (name: string) => `Actions for ${name}`,
    license: 'Give a license',
    forget: 'Forget',
    licenseChosen: (count: string) => `Give licenses to ${count}`,
    chosen: (count: string) => `${count} chosen`,
    region: 'Chosen devices',
    clear: 'Choose none',
    licensed: (count: number, name: string) =>
      count === 1 ? `${name} has a license now` : `${count} devices have licenses now`,
    refused: (count: number) => (count === 1 ? 'One device got no license' : `${count} devices got no license`),
    exhausted: (names: string) => `No license is left for ${names}.`,
    lacking: (names: string, detail: string) => `${names}: ${detail}.`,
    ofClosedClass: (names: string) => `${names}: of a class that takes no new devices.`,
    notGrowing: (names: string) => `Nothing is added now for the customer of ${names}.`,
    waitOn: (count: number) => (count === 1 ? 'It goes on waiting.' : 'They go on waiting.'),
    gone: (count: number) => (count === 1 ? 'One is no longer in the list.' : `${count} are no longer in the list.`),
    more: (count: string) => `${count} more`,
    list: (names: readonly string[]) => new Intl.ListFormat('en-GB').format(names),
    forgotten: (name: string) => `${name} is forgotten until it is seen again`,
    hiddenHint: 'Those of disabled and archived customers are not shown.',
    emptyTitle: 'Nothing waits for a license',
    emptyText:
      'Devices that enroll themselves and find no license left, or are to wait, are here with what they report, until you give them one. The token that they enroll with is created on a customer’s Devices tab.',
    emptyTextOthers:
      'Devices that enroll themselves and find no license left, or are to wait, are here with what they report, until whoever looks after you gives them one.',
  },
} as const
