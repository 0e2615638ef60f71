import type { BulkChange, BulkChangeOrder, bulkStatuses } from '@tenantry/contract/bulk-changes.ts'

type Kind = BulkChangeOrder['kind']

const kinds: Record<Kind, string> = {
  tags: 'Tags',
  status: 'Status',
  technicians: 'Technicians',
  accountManager: 'Account manager',
  settings: 'Zone, language, currency',
}

const statuses: Record<(typeof bulkStatuses)[number], { label: string; hint: string }> = {
  active: { label: 'Activate', hint: 'Switches them on, and lifts a suspension.' },
  disabled: { label: 'Disable', hint: 'Their users cannot sign in. You can still add to them.' },
  suspended: { label: 'Suspend', hint: 'Their users cannot sign in and nothing is added.' },
}

const states: Record<BulkChange['state'], string> = {
  running: 'Under way',
  done: 'Done',
  stopped: 'Stopped',
  undoing: 'Being taken back',
  undone: 'Taken back',
}

const customers = (count: string, one: boolean) => `${count} ${one ? 'customer' : 'customers'}`

/** The words of changing many customers at once. */
export const texts = {
  kinds,
  statuses,
  states,
  customers,
  bar: {
    label: 'Chosen customers',
    chosen: (count: string) => `${count} chosen`,
    allMatching: (count: string) => `All ${count} that match are chosen`,
    chooseAll: (count: string) => `Choose all ${count} that match`,
    many: 'more than 10,000',
    change: 'Change',
    clear: 'Choose none',
  },
  panel: {
    title: 'Change many customers',
    kind: 'What shall change?',
    add: 'Put on',
    remove: 'Take off',
    technicians: { add: 'Assign', remove: 'Take off', searching: 'Searching…', nothing: 'Nobody of this name' },
    accountManager: 'Account manager’s email',
    accountManagerHint: 'Empty takes the account manager away.',
    unchanged: 'As it is',
    inherit: 'From above',
    reason: 'Reason',
    reasonHint: 'Kept in the audit log of each.',
    preview: 'What this does',
    counting: 'Counting…',
    incomplete: 'Choose what shall change.',
    willChange: 'Will change',
    same: 'Are so already',
    named: (names: string, more: number) => (more > 0 ? `${names} and ${more} more` : names),
    nothing: 'Nothing would change.',
    apply: (count: string) => `Change ${count}`,
    recent: 'Earlier changes of yours',
  },
  progress: {
    title: 'Change of many customers',
    goesOn: 'It goes on when you close this.',
    progress: (done: string, total: string) => `${done} of ${total}`,
    bar: 'Progress',
    changed: 'Changed',
    unchanged: 'Were so already',
    refused: 'Were refused',
    restored: 'Taken back',
    leftAlone: 'Left as they are',
    undo: 'Take it back',
    undoUntil: (when: string) => `It can be taken back until ${when}.`,
    stopped: 'It was stopped: who began it may not edit customers any more.',
    done: 'The customers are changed',
    failed: 'It was not begun',
    undoFailed: 'It was not taken back',
  },
} as const
