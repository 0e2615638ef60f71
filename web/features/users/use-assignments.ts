import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { assignOrganizations, getUser, type UserDetails } from '@tenantry/contract/users.ts'
import { useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { serverErrors } from '../../platform/zod-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { type Assigned, difference, onTop } from './assignments.ts'
import { usersChanged } from './users.api.ts'
import { texts } from './users.texts.ts'

const words = texts.panel

/** A user as it was read, with the ETag that a change has to name. */
export interface ReadUser {
  data: UserDetails
  etag: string | null
}

/** What a user looks after while it is changed: additions, removals, saving, and what somebody else saved meanwhile. */
export function useAssignments(known: ReadUser, onEnd: () => void) {
  const queryClient = useQueryClient()
  const isRunning = useRef(false)
  const [read, setRead] = useState(known)
  const [mine, setMine] = useState<readonly Assigned[]>(known.data.assignedOrganizations)
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map())
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const base = read.data.assignedOrganizations
  const { added, removed } = difference(base, mine)

  const end = () => {
    usersChanged(queryClient)
    notifyDone(words.saved(read.data.name))
    onEnd()
  }
  const meetConflict = async () => {
    const theirs = await api(getUser, { params: { id: read.data.id } })
    const left = difference(theirs.data.assignedOrganizations, mine)
    // Sent before, and the answer got lost: it is stored already.
    if (left.added.length + left.removed.length === 0) return end()
    const saved = difference(base, theirs.data.assignedOrganizations)
    const listed = (some: readonly Assigned[]) => some.map(({ name }) => name).join(', ')
    setMine(onTop(base, mine, theirs.data.assignedOrganizations))
    setRead(theirs)
    setFailure(words.changed(listed(saved.added), listed(saved.removed)))
  }
  const refuse = async (error: unknown) => {
    if (error instanceof ApiError && error.code === 'precondition_failed') return meetConflict()
    const errors = Object.entries(serverErrors(error)).map(([path, message]) => {
      const place = Number(/^organizationIds\.(\d+)$/.exec(path)?.[1] ?? Number.NaN)
      return [mine[place]?.id ?? '', message] as const
    })
    setProblems(new Map(errors))
    setFailure(errors.length > 0 ? (new Map(errors).get('') ?? words.failed) : problemText(error).advice)
  }
  const save = async () => {
    if (isRunning.current) return
    if (added.length + removed.length === 0) return onEnd()
    isRunning.current = true
    setBusy(true)
    setFailure(null)
    setProblems(new Map())
    const input = { params: { id: read.data.id }, body: { organizationIds: mine.map(({ id }) => id) } }
    try {
      await api(assignOrganizations, input, { ifMatch: read.etag ?? '' })
      end()
    } catch (error) {
      await refuse(error).catch((next: unknown) => setFailure(problemText(next).advice))
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  return {
    list: mine,
    addedIds: new Set<string>(added.map(({ id }) => id)),
    problems,
    failure,
    isBusy,
    isDirty: added.length + removed.length > 0,
    save: () => void save(),
    add: (organization: Assigned) =>
      setMine((now) => (now.some(({ id }) => id === organization.id) ? now : [...now, organization])),
    remove: (id: string) => setMine((now) => now.filter((each) => each.id !== id)),
  }
}
