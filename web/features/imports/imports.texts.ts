import type { Import, ImportKind, ImportState } from '@tenantry/contract/imports.ts'
import { formatNumber } from '../../platform/format.ts'

const count = (number: number, one: string, many: string) => `${formatNumber(number)} ${number === 1 ? one : many}`
const rows = (number: number) => count(number, 'row', 'rows')

export const kindWords: Record<ImportKind, string> = {
  customers: 'Customers',
  entities: 'Entities',
  contacts: 'Contacts',
}

export const stateWords: Record<ImportState, string> = {
  analysed: 'Not started',
  checking: 'Checking',
  checked: 'Checked',
  running: 'Importing',
  finished: 'Imported',
  cancelled: 'Cancelled',
  stopped: 'Stopped',
  undoing: 'Being taken back',
  undone: 'Taken back',
}

export const separatorWords: Record<string, string> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' }

/** What the page of imports says. */
export const texts = {
  title: 'Import',
  kind: 'What the file holds',
  drop: {
    title: 'Drop a CSV file here',
    or: 'or',
    choose: 'choose a file',
    hint: 'Any encoding, separated by commas, semicolons or tabs; up to 200,000 rows. Exports of ConnectWise Manage, Autotask, HaloPSA and Partner Center are recognised.',
    sending: (name: string) => `Reading ${name}`,
  },
  template: (kind: ImportKind) => `Template for ${kindWords[kind].toLowerCase()}`,
  history: {
    title: 'Your imports',
    empty: 'What you import is listed here for 90 days.',
    file: 'File',
    kind: 'Kind',
    state: 'State',
    result: 'Result',
    when: 'Begun',
  },
  file: ({ file }: Import) =>
    `${rows(file.rows)} · ${file.encoding.toUpperCase()} · separated by ${separatorWords[file.separator] ?? file.separator}`,
  matching: {
    title: 'What the columns stand for',
    lead: (matched: number, all: number) =>
      `${formatNumber(matched)} of ${formatNumber(all)} columns are matched. What you change is remembered for files with the same headings.`,
    header: 'Column in the file',
    samples: 'What stands in it',
    field: 'Stands for',
    leftOut: 'Left out',
    fieldOf: (header: string) => `What “${header}” stands for`,
    unnamed: (place: number) => `Column ${place}`,
    missing: (names: string[]) => `Nothing can be imported yet: no column is matched with ${names.join(' and ')}.`,
  },
  options: {
    title: 'How it is done',
    parent: {
      customers: 'Add below',
      entities: 'Customers lie below',
      contacts: 'Customers lie below',
    } satisfies Record<ImportKind, string>,
    own: 'Your own organization',
    clearParent: 'Choose your own organization',
    existing: 'Rows about something that is there already',
    existingChoices: {
      refuse: 'Are a problem',
      update: 'Change it',
      skip: 'Are skipped',
    } satisfies Record<Import['existing'], string>,
    existingHint: {
      customers: 'Customers are known by their code.',
      entities: 'Entities are known by their name.',
      contacts: 'Contacts are known by their email.',
    } satisfies Record<ImportKind, string>,
    empty: 'Empty cells in a change',
    emptyChoices: { leave: 'Leave what is there', clear: 'Take it away' } satisfies Record<
      Import['emptyCells'],
      string
    >,
  },
  actions: {
    check: 'Check first',
    checkAgain: 'Check again',
    start: (number: number) => `Import ${rows(number)}`,
    cancel: 'Cancel',
    undo: 'Take back',
    errorFile: 'Download the rows that failed',
    another: 'Import another file',
    customers: 'Show the customers',
  },
  progress: {
    checking: 'Checking the file',
    running: 'Importing',
    undoing: 'Taking the import back',
    of: (done: number, all: number) => `${formatNumber(done)} of ${rows(all)}`,
    leave: 'This goes on when you leave the page.',
  },
  counts: {
    created: 'Added',
    wouldBeCreated: 'Would be added',
    updated: 'Changed',
    wouldBeUpdated: 'Would be changed',
    unchanged: 'Say nothing new',
    skipped: 'Skipped',
    failed: 'With problems',
    takenBack: 'Taken back',
    kept: 'Left as they are',
  },
  result: {
    checked: 'Checked: nothing was written',
    clean: 'Nothing is wrong with this file.',
    finished: 'The import is done',
    cancelled: 'The import was cancelled; what it had added by then is there',
    stopped: 'The import was stopped, because its owner may no longer do this; what it had added by then is there',
    undone: 'The import was taken back',
    kept: 'What somebody has changed or used since was left as it is.',
    undoUntil: (when: string) => `It can be taken back until ${when}.`,
  },
  undo: {
    title: 'Take this import back?',
    text: 'What it added is removed and what it changed gets its old values, wherever nobody has changed or used it since. The rest stays as it is.',
    action: 'Take back',
  },
  problems: {
    title: 'What is wrong',
    row: 'Row',
    column: 'Column',
    value: 'In the cell',
    problem: 'Problem',
    whole: 'Whole row',
    more: 'Show more',
  },
  resultOf: ({ created, updated, failed, takenBack }: Import['progress']) =>
    [
      created > 0 && `${formatNumber(created)} added`,
      updated > 0 && `${formatNumber(updated)} changed`,
      failed > 0 && `${formatNumber(failed)} with problems`,
      takenBack > 0 && `${formatNumber(takenBack)} taken back`,
    ]
      .filter(Boolean)
      .join(', '),
}
