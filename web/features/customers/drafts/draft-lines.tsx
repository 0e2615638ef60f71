import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { part } from '../../../ui/part.tsx'
import { draftsQuery } from './own-drafts.api.ts'

const DraftList = part(() => import('./draft-list.tsx'))

/** The customers that the person has begun to type; nothing is loaded, and nothing shown, where there are none. */
export function DraftLines() {
  const drafts = useQuery(draftsQuery).data ?? []
  if (drafts.length === 0) return null
  return (
    <Suspense>
      <DraftList drafts={drafts} />
    </Suspense>
  )
}
