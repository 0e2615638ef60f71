import { Anchor, Button } from '@mantine/core'
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ApiError } from '@tenantry/contract/client.ts'
import { ImportId } from '@tenantry/contract/ids.ts'
import type { Import } from '@tenantry/contract/imports.ts'
import { useEffect, useState } from 'react'
import { formatDateTime } from '../../platform/format.ts'
import { leadToHeldField } from '../../platform/held-page.ts'
import { texts as frameTexts } from '../../platform/texts.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { useIsPast } from '../../ui/use-is-past.ts'
import { customersKey } from '../customers/public.ts'
import { ChangeTable } from './change-table.tsx'
import { Counts } from './counts.tsx'
import { failureText } from './failure-text.ts'
import { importSearch, importTrail } from './import-trail.ts'
import { errorFileUrl, importQuery, isUnderWay } from './imports.api.ts'
import classes from './imports.module.css'
import { kindWords, stateWords, texts } from './imports.texts.ts'
import { MatchingTable } from './matching-table.tsx'
import { OptionsForm } from './options-form.tsx'
import { ProblemTable } from './problem-table.tsx'
import { ProgressCard } from './progress-card.tsx'
import { ShortageTable } from './shortage-table.tsx'
import { useImportActs } from './use-import-acts.ts'
import { WhoseDevices } from './whose-devices.tsx'

const route = getRouteApi('/frame/imports/$id')

/** One import, from its matching to its result. */
export function ImportPage() {
  const { id } = route.useParams()
  const read = useQuery(importQuery(id))
  const isNotFound = read.error instanceof ApiError && read.error.code === 'not_found'
  if (!ImportId.safeParse(id).success || isNotFound) return <LostImport />
  return <FoundImport read={read} />
}

function LostImport() {
  useTrail(...importTrail('customers'), { label: frameTexts.notFound.heading })
  return <NotFoundPage />
}

function FoundImport({ read }: { read: UseQueryResult<Import> }) {
  useTrail(...(read.data ? importTrail(read.data.kind) : []), { label: read.data?.file.name ?? '' })
  if (read.isPending) return <PageSkeleton />
  if (!read.data) return <ErrorState error={read.error} onRetry={() => read.refetch()} />
  return <Opened import={read.data} />
}

function Opened({ import: shown }: { import: Import }) {
  const queryClient = useQueryClient()
  const { change, press, doing, failure } = useImportActs(shown.id)
  const isGoingOn = isUnderWay(shown.state)
  useEffect(() => {
    // What has come in meanwhile is asked for anew by the lists.
    if (!isGoingOn) void queryClient.invalidateQueries({ queryKey: customersKey })
  }, [isGoingOn, queryClient])
  const start = {
    import: shown,
    isStarting: doing === 'start',
    onStart: () => leadToHeldField(document) || press('start'),
  }
  const isEditable = shown.state === 'analysed' || shown.state === 'checked'
  return (
    <div className={classes.page}>
      <PageHeader
        title={shown.file.name}
        beside={
          shown.state === 'checked'
            ? [stateWords.checked, texts.resultOf(shown)].filter(Boolean).join(' · ')
            : stateWords[shown.state]
        }
        below={`${kindWords[shown.kind]} · ${texts.file(shown)}`}
      />
      <FormError>{failure ? failureText(failure) : null}</FormError>
      {isGoingOn && <ProgressCard import={shown} isCancelling={doing === 'cancel'} onCancel={() => press('cancel')} />}
      {!isGoingOn && shown.state !== 'analysed' && <Result {...start} onUndo={() => press('undo')} />}
      {isEditable && <WhoseDevices import={shown} />}
      {isEditable && (
        <>
          <MatchingTable import={shown} onChange={(matching) => change({ matching })} />
          <OptionsForm import={shown} onChange={change} />
          <div className={classes.line}>
            <Button
              variant={shown.state === 'checked' ? 'default' : 'filled'}
              disabled={shown.missing.length > 0}
              loading={doing === 'check'}
              onClick={() => leadToHeldField(document) || press('check')}
            >
              {shown.state === 'checked' ? texts.actions.checkAgain : texts.actions.check}
            </Button>
            {shown.state === 'analysed' && <Start variant="default" {...start} />}
          </div>
        </>
      )}
    </div>
  )
}

interface StartProps {
  import: Import
  isStarting: boolean
  onStart: () => void
}

/** Begins the import; it stands beside what a check has found. */
function Start({ import: shown, isStarting, onStart, variant }: StartProps & { variant: 'filled' | 'default' }) {
  const { created, updated } = shown.progress
  const isChecked = shown.state === 'checked'
  const isEmpty = isChecked && created + updated === 0
  return (
    <Button variant={variant} disabled={shown.missing.length > 0 || isEmpty} loading={isStarting} onClick={onStart}>
      {isChecked ? texts.actions.startChecked(shown) : texts.actions.start(shown.file.rows)}
    </Button>
  )
}

function Result({ onUndo, ...start }: StartProps & { onUndo: () => void }) {
  const shown = start.import
  const [isAsking, setAsking] = useState(false)
  const words = texts.result
  const title = words[shown.state as 'checked' | 'finished' | 'cancelled' | 'stopped' | 'undone']
  const { failed, kept } = shown.progress
  const brought = texts.actions.brought[shown.kind]
  const undoableUntil = useIsPast(shown.undoableUntil) ? null : shown.undoableUntil
  return (
    <>
      <section className={`${classes.card} ${classes.padded}`} aria-labelledby="import-result">
        <div role="status">
          <h2 id="import-result" className={classes.heading}>
            {title}
          </h2>
        </div>
        <Counts import={shown} />
        {shown.state === 'checked' && failed === 0 && <p className={classes.lead}>{words.clean}</p>}
        {shown.state === 'undone' && kept > 0 && <p className={classes.lead}>{words.kept}</p>}
        <div className={classes.line}>
          {shown.state === 'checked' && <Start variant="filled" {...start} />}
          {failed > 0 && shown.file.isKept && (
            <Button variant="default" component="a" href={errorFileUrl(shown.id)} download>
              {texts.actions.errorFile}
            </Button>
          )}
          {undoableUntil && (
            <Button variant="default" onClick={() => setAsking(true)}>
              {texts.actions.undo}
            </Button>
          )}
          {shown.state !== 'checked' && (
            <>
              <Anchor renderRoot={(props) => <Link to={brought.to} {...props} />}>{brought.label}</Anchor>
              <Anchor renderRoot={(props) => <Link to="/imports" search={importSearch(shown.kind)} {...props} />}>
                {texts.actions.another}
              </Anchor>
            </>
          )}
        </div>
        {undoableUntil && <p className={classes.lead}>{words.undoUntil(formatDateTime(undoableUntil))}</p>}
      </section>
      {failed > 0 && shown.kind === 'devices' && <ShortageTable import={shown} />}
      {failed > 0 && <ProblemTable import={shown} />}
      {shown.state === 'checked' && shown.progress.updated > 0 && <ChangeTable import={shown} />}
      <Confirm
        opened={isAsking}
        title={texts.undo.title}
        action={texts.undo.action}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          onUndo()
        }}
      >
        {texts.undo.text}
      </Confirm>
    </>
  )
}
