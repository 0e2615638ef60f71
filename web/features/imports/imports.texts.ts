import type { Import, ImportKind, ImportState } from '@tenantry/contract/imports.ts'
import { formatNumber } from '../../platform/format.ts'

const count = (number: number, one: string, many: string) => `${formatNumber(number)} ${number === 1 ? one : many}`
const rows = (number: number) => count(number, 'row', 'rows')

export const kindWords: Record<ImportKind, string> = {
  customers: 'Customers',
  entities: 'Entities',
  contacts: 'Contacts',
  devices: 'Devices',
}

const things: Record<ImportKind, [one: string, many: string]> = {
  customers: ['customer', 'customers'],
  entities: ['entity', 'entities'],
  contacts: ['contact', 'contacts'],
  devices: ['device', 'devices'],
}
const thingsOf = (kind: ImportKind, number: number) => things[kind][number === 1 ? 0 : 1]

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

/** What names the customer of a row. */
const customerField = 'Customer (code or name)'

/** What the page of imports says. */
export const texts = {
  title: 'Import',
  kind: 'What the file holds',
  drop: {
    title: 'Drop a CSV or Excel file here',
    or: 'or',
    choose: 'choose a file',
    hint: 'CSV in UTF-8, UTF-16 or Windows-1252, separated by commas, semicolons or tabs, or the first sheet of an .xlsx workbook; up to 200,000 rows. Exports of ConnectWise Manage, Autotask, HaloPSA and Partner Center and German headings are recognised.',
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
  file: ({ file }: Import) => {
    const isSheet = file.name.toLowerCase().endsWith('.xlsx')
    const written = `${file.encoding.toUpperCase()} · separated by ${separatorWords[file.separator] ?? file.separator}`
    const below = file.headerRow > 1 ? ` · headings in row ${formatNumber(file.headerRow)}` : ''
    return `${rows(file.rows)} · ${isSheet ? 'first sheet of the workbook' : written}${below}`
  },
  matching: {
    title: 'What the columns stand for',
    lead: (matched: number, all: number) =>
      `${formatNumber(matched)} of ${formatNumber(all)} columns are matched. What you change is remembered for files with the same headings.`,
    header: 'Column in the file',
    samples: 'What stands in it',
    cutShort:
      'A workbook keeps 15 digits of a number, and these have more: noughts stand for what is gone. Make it a column of text there and enter them anew.',
    field: 'Stands for',
    customer: customerField,
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
      devices: 'Customers lie below',
    } satisfies Record<ImportKind, string>,
    /** Of devices where no column names their customer. */
    whose: 'Whose the devices become',
    own: 'Your own organization',
    below: 'A customer below a partner there is named by both codes, as NORTH/ACME.',
    choose: 'To be chosen first',
    clearParent: 'Choose your own organization',
    existing: 'Rows about something that is there already',
    existingChoices: {
      refuse: 'Are a problem',
      update: 'Are changed',
      skip: 'Are skipped',
    } satisfies Record<Import['existing'], string>,
    existingHint: {
      customers: 'Customers are known by their ID where the file has it, else by their code.',
      entities: 'Entities are known by their ID where the file has it, else by their name.',
      contacts: 'Contacts are known by their ID where the file has it, else by their email.',
      devices: 'Devices are known by their ID where the file has it, else by their serial number, or by their name.',
    } satisfies Record<ImportKind, string>,
    empty: 'Empty cells in a change',
    emptyChoices: { leave: 'Leave what is there', clear: 'Take it away' } satisfies Record<
      Import['emptyCells'],
      string
    >,
  },
  whoseDevices: (name: string | null) =>
    `No column is matched with “${customerField}”: devices that are new will belong to ${name ?? 'your own organization'}.`,
  chooseWhose: `No column is matched with “${customerField}”: choose whose the devices become.`,
  movedOn: 'This import has gone on elsewhere meanwhile. Here is how it stands now.',
  actions: {
    check: 'Check first',
    checkAgain: 'Check again',
    start: (number: number) => `Import ${rows(number)}`,
    /** What a check has found that an import would do. */
    startChecked: ({ kind, progress: { created, updated } }: Pick<Import, 'kind' | 'progress'>) => {
      const added = created > 0 && `Add ${formatNumber(created)}`
      const changed = updated > 0 && `${created > 0 ? 'change' : 'Change'} ${formatNumber(updated)}`
      const parts = [added, changed].filter(Boolean).join(' and ')
      return parts === '' ? 'Nothing to import' : `${parts} ${thingsOf(kind, updated || created)}`
    },
    cancel: 'Cancel',
    cancelling: 'Cancelling…',
    undo: 'Take back',
    errorFile: 'Download the rows that failed',
    another: 'Import another file',
    brought: {
      customers: { to: '/customers', label: 'Show all customers' },
      entities: { to: '/entities', label: 'Show all entities' },
      contacts: { to: '/customers', label: 'Show all customers' },
      devices: { to: '/devices', label: 'Show all devices' },
    } satisfies Record<ImportKind, object>,
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
    unchanged: 'Without changes',
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
    text: 'What it added is removed and what it changed gets its old values, wherever nobody has changed or used it since. The rest stays as it is, and so do tags that it made. Licenses that it took are free again; that they were in use stays in the ledger, and a customer that is metered by its peak is metered with them for this month.',
    action: 'Take back',
  },
  changes: {
    title: 'What would change',
    before: 'Now',
    after: 'Would be',
    nothing: 'Empty',
    none: (isKept: boolean) =>
      isKept
        ? 'What these rows would change is out of your sight by now.'
        : 'What these rows would change is no longer kept. Load the file again to check it anew.',
    first: (kept: number) => `Of the first ${formatNumber(kept)} rows that change something.`,
  },
  shortages: {
    title: 'Where licenses run out',
    advice: 'As things are now. What is free is free for anybody until the import takes it, row by row.',
    came: 'These rows found no license and were left out.',
    customer: 'Customer',
    type: 'License',
    from: 'From',
    rows: 'Rows without one',
    typeOf: ({ type, name }: { type: string; name: string | null }) =>
      name ?? (type === 'trial_devices' ? 'Devices of all classes' : type),
  },
  problems: {
    title: 'What is wrong',
    row: 'Row',
    column: 'Column',
    value: 'In the cell',
    problem: 'Problem',
    whole: 'Whole row',
    more: 'Show more',
    rows: 'Rows',
    /** Rows of a kind of problem: the first ones by their numbers, the others counted. */
    rowsOf: (numbers: readonly number[], all: number) => {
      const named = numbers.map((number) => formatNumber(number))
      const word = all === 1 ? 'Row' : 'Rows'
      if (all > numbers.length) return `${word} ${named.join(', ')} and ${formatNumber(all - numbers.length)} more`
      return `${word} ${named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`}`
    },
    example: (message: string) => `For example: ${message}`,
    showRows: 'Show row by row',
    hideRows: 'Hide the rows',
  },
  /** What came of an import in a line, or what would come of it after a check. */
  resultOf: ({ state, progress: { created, updated, failed, takenBack } }: Pick<Import, 'state' | 'progress'>) => {
    const would = state === 'checking' || state === 'checked' ? 'would be ' : ''
    return [
      created > 0 && `${formatNumber(created)} ${would}added`,
      updated > 0 && `${formatNumber(updated)} ${would}changed`,
      failed > 0 && `${formatNumber(failed)} with problems`,
      takenBack > 0 && `${formatNumber(takenBack)} taken back`,
    ]
      .filter(Boolean)
      .join(', ')
  },
}
