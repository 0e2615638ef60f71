import { IconHistory } from '@tabler/icons-react'
import type { QuietLink } from '../../../ui/quiet-links.tsx'
import { changesTitle } from './changes.texts.ts'

/** Leads to what this person changed of many at once, and to the way back. */
export const changesLink: QuietLink = { label: changesTitle, icon: IconHistory, to: '/bulk-changes' }
