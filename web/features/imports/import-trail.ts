import type { ImportKind } from '@tenantry/contract/imports.ts'
import { texts as frameTexts } from '../../platform/texts.ts'
import type { Crumb } from '../../ui/trail.tsx'
import { texts } from './imports.texts.ts'

const { customers, entities, devices } = frameTexts.navigation

const lists: Record<ImportKind, Crumb> = {
  customers: { label: customers, to: '/customers' },
  contacts: { label: customers, to: '/customers' },
  entities: { label: entities, to: '/entities' },
  devices: { label: devices, to: '/devices' },
}

/** Where an import of a kind lies: below the list that it adds to, and the page of imports. */
export function importTrail(kind: ImportKind): Crumb[] {
  return [lists[kind], { label: texts.title, to: '/imports', search: importSearch(kind) }]
}

/** What the address of the page of imports says of a kind. */
export function importSearch(kind: ImportKind): { kind?: 'devices' } {
  return kind === 'devices' ? { kind } : {}
}
