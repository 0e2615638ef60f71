import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { deleteEntity } from '@tenantry/contract/entities.ts'
import type { Entity } from '@tenantry/contract/entity-list.ts'
import { api } from '../../../platform/api.ts'
import { problemText } from '../../../platform/problem-text.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { notifyDone, notifyError } from '../../../ui/notify.ts'
import { entitiesChanged, entityQuery } from './entities.api.ts'
import classes from './entities.module.css'
import { texts } from './entities.texts.ts'
import { DevicesLink } from './entity-columns.tsx'

const words = texts.removal

/** Says what goes with an entity and deletes it once that is confirmed, or says what keeps it. */
export function DeleteEntity(props: { entity: Entity; customerName: string; onEnd: () => void }) {
  const { onEnd } = props
  const queryClient = useQueryClient()
  const { organizationId, id } = props.entity
  // What stands in the list may be a while old; what is said here holds now.
  const read = useQuery({ ...entityQuery(organizationId, id), refetchOnWindowFocus: false })
  const entity = read.data?.data ?? props.entity
  const removal = useMutation({
    mutationFn: () =>
      api(deleteEntity, { params: { id: organizationId, entityId: id } }, { ifMatch: read.data?.etag ?? '*' }).catch(
        (error: unknown) => {
          // Somebody else was quicker; what was wanted holds.
          if (!(error instanceof ApiError && error.code === 'not_found')) throw error
        },
      ),
    onSuccess: () => {
      entitiesChanged(queryClient, organizationId, id)
      notifyDone(words.done(entity.name))
      onEnd()
    },
    onError: (error) => {
      // Devices that came in between, or a change by somebody else: the new state is shown and asked about again.
      void read.refetch()
      if (error instanceof ApiError && ['entity_not_empty', 'precondition_failed'].includes(error.code)) return
      notifyError(words.failed(entity.name), problemText(error).advice)
    },
  })
  const { devices, users } = entity.counts
  if (devices > 0)
    return (
      <Confirm opened title={words.refusedTitle(entity.name)} onClose={onEnd}>
        {words.refused(devices)} <DevicesLink entity={entity}>{words.showDevices}</DevicesLink>
      </Confirm>
    )
  return (
    <Confirm
      opened
      title={words.title(entity.name)}
      action={texts.remove}
      isBusy={read.isPending || removal.isPending}
      onConfirm={() => removal.mutate()}
      onClose={onEnd}
    >
      {words.text(entity.name, texts.kinds[entity.kind], props.customerName)}
      {users > 0 && <p className={classes.consequence}>{words.users(users)}</p>}
    </Confirm>
  )
}
