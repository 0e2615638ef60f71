import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import type { Customer } from '@tenantry/contract/customers.ts'
import { moveOrganization } from '@tenantry/contract/organization-moves.ts'
import { useState } from 'react'
import { api } from '../../../platform/api.ts'
import { leadToHeldField } from '../../../platform/held-page.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { uppermost } from '../../../ui/is-uppermost.ts'
import { notifyDone } from '../../../ui/notify.ts'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../../ui/skeletons.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import { type ChosenOrganization, customerQuery, OrganizationSelect, parentsQuery } from '../../customers/public.ts'
import { movePreviewQuery, organizationsChanged } from '../organizations.api.ts'
import classes from '../organizations.module.css'
import { texts } from '../organizations.texts.ts'
import { refusedText } from '../refused-text.ts'
import { MovePreview } from './move-preview.tsx'

const words = texts.moving

/** Moves an organization: where to, what that changes, and only then the move (B3, B17). */
export default function MovePanel({ id, onClose }: { id: string; onClose: () => void }) {
  useFocusReturn()
  const read = useQuery({ ...customerQuery(id), staleTime: 0, refetchOnWindowFocus: false })
  if (read.data) return <MoveForm read={read.data} onClose={onClose} />
  return (
    <SidePanel opened onClose={onClose} title={texts.move}>
      {read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <FieldsSkeleton count={2} />
      )}
    </SidePanel>
  )
}

function MoveForm({ read, onClose }: { read: { data: Customer; etag: string | null }; onClose: () => void }) {
  const { data: customer, etag } = read
  const [parent, setParent] = useState<ChosenOrganization | null>(null)
  const isSame = parent !== null && parent.id === customer.parentId
  const move = useMove(customer, etag, onClose)
  const preview = useQuery({
    ...movePreviewQuery(customer.id, parent?.id ?? '', etag ?? ''),
    // What has moved has another version, and nothing to preview.
    enabled: parent !== null && !isSame && !move.isPending && !move.isSuccess,
  })
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.title(customer.name)}
      subtitle={customer.parentName ? `${texts.settings.under} ${customer.parentName}` : undefined}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button
            disabled={!preview.data || preview.isFetching}
            loading={move.isPending}
            onClick={() => leadToHeldField(uppermost()) || (parent && move.mutate(parent.id))}
          >
            {words.confirm}
          </Button>
        </>
      }
    >
      <div className={classes.stack}>
        <p className={classes.hint}>{words.lead}</p>
        <FormError>{move.error ? moveFailure(move.error) : null}</FormError>
        <OrganizationSelect
          label={words.parent}
          description={words.parentHint}
          required
          hasFocus
          queryOf={parentsQuery}
          value={parent}
          error={preview.error ? refusedText(preview.error) : undefined}
          onChange={(chosen) => {
            move.reset()
            setParent(chosen)
          }}
        />
        <div aria-live="polite">
          {parent === null && <p className={classes.hint}>{words.choose}</p>}
          {isSame && <p className={classes.hint}>{words.same}</p>}
          {preview.isFetching && <p className={classes.hint}>{words.counting}</p>}
          {preview.data && !preview.isFetching && <MovePreview move={preview.data} />}
        </div>
      </div>
    </SidePanel>
  )
}

function useMove(customer: Customer, etag: string | null, onDone: () => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (parentId: string) =>
      api(
        moveOrganization,
        { params: { id: customer.id }, body: { parentId: parentId as Customer['id'] } },
        { ifMatch: etag ?? '' },
      ),
    onSuccess: () => {
      notifyDone(words.done(customer.name))
      onDone()
    },
    onSettled: () => organizationsChanged(queryClient),
  })
}

function moveFailure(error: unknown): string {
  if (error instanceof ApiError && error.code === 'precondition_failed') return words.changed
  return refusedText(error)
}
