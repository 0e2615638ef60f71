import { Button, Progress } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type BulkChange, undoBulkChange } from '@tenantry/contract/bulk-changes.ts'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../../platform/api.ts'
import { formatDateTime, formatNumber } from '../../../platform/format.ts'
import { problemText } from '../../../platform/problem-text.ts'
import { texts as frameTexts } from '../../../platform/texts.ts'
import { ErrorState } from '../../../ui/error-state.tsx'
import { Figures } from '../../../ui/figures.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { SidePanel } from '../../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../../ui/skeletons.tsx'
import { useIsPast } from '../../../ui/use-is-past.ts'
import { customersKey } from '../customers-key.ts'
import { bulkChangeQuery, bulkKey, isUnderWay } from './bulk.api.ts'
import classes from './bulk.module.css'
import { texts } from './bulk.texts.ts'
import { openUndo, orderWords } from './change-words.ts'
import { ChangedThings } from './changed-things.tsx'
import { LeftThings } from './left-things.tsx'
import { TakeBack } from './take-back.tsx'

const words = texts.progress

/** How far a bulk change is, what it has done and left, and for a day the way back. */
export function BulkProgress({ id, onClose }: { id: string; onClose: () => void }) {
  const client = useQueryClient()
  const read = useQuery(bulkChangeQuery(id))
  const change = read.data
  useShownWhenEnded(change)
  const undo = useMutation({
    mutationFn: () => api(undoBulkChange, { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: bulkKey }),
  })
  const [isAsking, setAsking] = useState(false)
  const isLate = useIsPast(change?.undoUntil ?? null)
  const canUndo = change !== undefined && !isLate && openUndo(change, new Date()) !== null
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.title[change?.list ?? 'customers']}
      subtitle={change && `${texts.kinds[change.change.kind]} · ${texts.stateOf(change)}`}
      footer={
        <>
          {(canUndo || undo.isPending) && (
            <Button variant="default" loading={undo.isPending} onClick={() => setAsking(true)}>
              {change?.state === 'undone' ? words.again : words.undo}
            </Button>
          )}
          <Button onClick={onClose}>{frameTexts.actions.close}</Button>
        </>
      }
    >
      {change ? (
        <Shown change={change} canUndo={canUndo} failure={undo.error ? problemText(undo.error).advice : null} />
      ) : read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <FieldsSkeleton count={2} />
      )}
      {isAsking && change && (
        <TakeBack
          change={change}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false)
            undo.mutate()
          }}
        />
      )}
    </SidePanel>
  )
}

function Shown({ change, canUndo, failure }: { change: BulkChange; canUndo: boolean; failure: string | null }) {
  const isUndo = change.state === 'undoing' || change.state === 'undone'
  const [done, total] = isUndo ? [change.restored + change.leftAlone, change.changed] : [change.processed, change.total]
  const to = orderWords(change)
  return (
    <div className={classes.stack}>
      {to && <p className={classes.to}>{words.to(to)}</p>}
      <div className={classes.progress}>
        <Progress.Root size="lg">
          <Progress.Section
            value={total === 0 ? 100 : (done / total) * 100}
            aria-label={words.bar}
            aria-valuetext={words.progress(formatNumber(done), formatNumber(total))}
          />
        </Progress.Root>
        <p className={classes.dim} role="status">
          {words.progress(formatNumber(done), formatNumber(total))}
          {isUnderWay(change) && ` · ${words.goesOn}`}
        </p>
      </div>
      <Figures
        rows={[
          [change.change.kind === 'delete' ? words.deleted : words.changed, change.changed],
          [words.unchanged, change.unchanged],
          [words.refused, change.refused],
          ...(isUndo ? [[words.restored, change.restored] as const, [words.leftAlone, change.leftAlone] as const] : []),
        ]}
      />
      {change.changes.length > 0 && (
        <section aria-label={words.changes}>
          <h3 className={classes.heading}>{words.changes}</h3>
          <ChangedThings things={change.changes} total={change.changed} />
        </section>
      )}
      <LeftThings list={change.list} left={change.left} total={change.refused} />
      <LeftThings list={change.list} left={change.notRestored} total={change.leftAlone} />
      {change.state === 'stopped' && <p className={classes.dim}>{words.stopped}</p>}
      {change.undoUntil && canUndo && (
        <p className={classes.dim}>
          {(change.state === 'undone' ? words.againUntil : words.undoUntil)(formatDateTime(change.undoUntil))}
        </p>
      )}
      <FormError>{failure}</FormError>
    </div>
  )
}

/** Has what it changes read again once it has ended. */
function useShownWhenEnded(change: BulkChange | undefined) {
  const client = useQueryClient()
  const wasUnderWay = useRef(true)
  const underWay = !change || isUnderWay(change)
  useEffect(() => {
    if (wasUnderWay.current && !underWay)
      for (const key of [
        customersKey,
        [...bulkKey, 'list'],
        [...bulkKey, 'recent'],
        ['devices'],
        ['entities'],
        ['tags'],
        ['audit-events'],
        ['users'],
      ] as const)
        void client.invalidateQueries({ queryKey: key })
    wasUnderWay.current = underWay
  }, [underWay, client])
}
