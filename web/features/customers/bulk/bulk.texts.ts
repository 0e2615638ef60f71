import type {
  BulkChange,
  BulkChangeOrder,
  BulkList,
  bulkStatuses,
  Difference,
} from '@tenantry/contract/bulk-changes.ts'
import type { DeviceStatus } from '@tenantry/contract/devices.ts'
import { changesTitle } from './changes.texts.ts'

type Kind = BulkChangeOrder['kind']

const kinds: Record<Kind, string> = {
  tags: 'Tags',
  status: 'Status',
  technicians: 'Technicians',
  accountManager: 'Account manager',
  settings: 'Zone, language, currency',
  entity: 'Entity',
  deviceStatus: 'Status',
  move: 'Customer',
  delete: 'Delete',
}

const statuses: Record<(typeof bulkStatuses)[number], { label: string; hint: string }> = {
  active: { label: 'Activate', hint: 'Switches them on, and lifts a suspension.' },
  disabled: { label: 'Disable', hint: 'Their users cannot sign in. You can still add to them.' },
  suspended: { label: 'Suspend', hint: 'Their users cannot sign in and nothing is added.' },
}

const deviceStatuses: Record<DeviceStatus, string> = {
  in_use: 'In use',
  in_stock: 'In stock',
  in_repair: 'In repair',
  missing: 'Missing',
  retired: 'Retired',
}

const states: Record<BulkChange['state'], string> = {
  running: 'Under way',
  done: 'Done',
  stopped: 'Stopped',
  undoing: 'Being taken back',
  undone: 'Taken back',
}

/** How a change of many stands; of one that was to be taken back, whether anything was. */
function stateOf({ state, restored, leftAlone }: Pick<BulkChange, 'state' | 'restored' | 'leftAlone'>): string {
  return state === 'undone' && restored === 0 && leftAlone > 0 ? 'Nothing taken back' : states[state]
}

/** So many of what a list shows. */
const things: Record<BulkList, (count: string, isOne: boolean) => string> = {
  customers: (count, isOne) => `${count} ${isOne ? 'customer' : 'customers'}`,
  devices: (count, isOne) => `${count} ${isOne ? 'device' : 'devices'}`,
  entities: (count, isOne) => `${count} ${isOne ? 'entity' : 'entities'}`,
}

const withCount = (verb: string, count: string | null) => (count === null ? verb : `${verb} ${count}`)

/** The words of changing many customers, devices or entities at once. */
export const texts = {
  kinds,
  statuses,
  deviceStatuses,
  stateOf,
  things,
  bar: {
    label: { customers: 'Chosen customers', devices: 'Chosen devices', entities: 'Chosen entities' },
    chosen: (count: string) => `${count} chosen`,
    allMatching: (count: string) => `All ${count} that match are chosen`,
    chooseAll: (count: string) => `Choose all ${count} that match`,
    many: 'more than 10,000',
    change: 'Change',
    clear: 'Choose none',
  },
  panel: {
    title: {
      customers: 'Change many customers',
      devices: 'Change many devices',
      entities: 'Change many entities',
    },
    kind: 'What shall change?',
    add: 'Put on',
    remove: 'Take off',
    technicians: { add: 'Assign', remove: 'Take off' },
    accountManager: 'Account manager’s email',
    clearsAccountManager: 'Take the account manager away',
    clearsEntity: 'Take them out of their entity',
    deviceStatusHint: 'Retired devices stay in the list and give their licenses back.',
    chooseStatus: 'Choose a status',
    moveTo: 'Move to which customer?',
    moveHint: 'Their licenses go along. Entities, and users and tags that do not belong there, are let go.',
    deleteHint:
      'They leave every list and count at once and cannot be brought back; the audit log keeps that they were there.',
    unchanged: 'As it is',
    inherit: 'From above',
    reason: 'Reason',
    reasonHint: 'Kept in the audit log of each.',
    preview: 'What this does',
    counting: 'Counting…',
    incomplete: 'Choose what shall change.',
    willChange: 'Will change',
    willStay: 'Will not change',
    same: 'Are so already',
    named: (names: string, more: string | null) => (more === null ? names : `${names} and ${more} more`),
    more: (count: string) => `and ${count} more`,
    otherReasons: (count: string) => `${count} more, for other reasons`,
    showMore: (count: string) => `Show ${count} more`,
    fields: {
      tags: '',
      technicians: '',
      accountManagerEmail: '',
      timeZone: 'Time zone',
      locale: 'Language',
      currency: 'Currency',
      status: '',
      entity: '',
      organization: '',
    } satisfies Record<Difference['field'], string>,
    empty: 'none',
    inherited: 'from above',
    unseen: 'one that is gone or out of sight',
    before: 'before',
    after: 'after',
    nothing: 'Nothing would change.',
    shared: (names: string) =>
      `Not alone with their serial number there: ${names}. Programs that report devices tell them apart by it.`,
    notMeasured: (most: string) => `The effects on people and devices are shown for up to ${most} customers.`,
    notCounted: 'There are too many to count licenses for all: those that come last may find none left.',
    apply: (count: string | null) => withCount('Change', count),
    applyDelete: (count: string | null) => withCount('Delete', count),
    willGo: 'Will be deleted',
    recent: 'Earlier changes of yours',
  },
  takeBack: {
    title: 'Take this change back?',
    againTitle: 'Try again to take the rest back?',
    willChange: 'Will be taken back',
    willStay: 'Will stay as they are',
    nothing: 'Nothing would be taken back now.',
    action: (count: string) => `Take back ${count}`,
  },
  page: {
    title: changesTitle,
    lead: 'What you changed of many at once in the last 30 days. Most of it can be taken back for a day.',
    open: (what: string) => `Open: ${what}`,
    columns: { change: 'Change', state: 'State', createdAt: 'Begun', undo: 'Can be taken back' },
    until: (when: string) => `Until ${when}`,
    emptyTitle: 'No changes of many yet',
    emptyText: 'Choose some in a list of customers, devices or entities, and press Change.',
  },
  progress: {
    title: {
      customers: 'Change of many customers',
      devices: 'Change of many devices',
      entities: 'Change of many entities',
    },
    goesOn: 'It goes on when you close this.',
    progress: (done: string, total: string) => `${done} of ${total}`,
    bar: 'Progress',
    changes: 'What was changed',
    to: (value: string) => `New: ${value}`,
    changed: 'Changed',
    deleted: 'Deleted',
    unchanged: 'Were so already',
    refused: 'Were refused',
    restored: 'Taken back',
    leftAlone: 'Left as they are',
    undo: 'Take it back',
    undoUntil: (when: string) => `It can be taken back until ${when}.`,
    again: 'Try the rest again',
    againUntil: (when: string) => `What was left can be tried again until ${when}.`,
    stopped: 'It was stopped: who began it may not edit them any more.',
  },
} as const
