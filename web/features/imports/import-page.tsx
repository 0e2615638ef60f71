import { Anchor, Button } from '@mantine/core'
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ApiError } from '@tenantry/contract/client.ts'
import { ImportId } from '@tenantry/contract/ids.ts'
import {
  cancelImport,
  checkImport,
  type Import,
  type ImportPatch,
  startImport,
  undoImport,
  updateImport,
} from '@tenantry/contract/imports.ts'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatDateTime } from '../../platform/format.ts'
import { problemText } from '../../platform/problem-text.ts'
import { texts as frameTexts } from '../../platform/texts.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { PageSkeleton } from '../../ui/skeletons.tsx'
import { useTrail } from '../../ui/trail.tsx'
import { customersKey } from '../customers/public.ts'
import { ChangeTable } from './change-table.tsx'
import { Counts } from './counts.tsx'
import { errorFileUrl, importQuery, isUnderWay } from './imports.api.ts'
import classes from './imports.module.css'
import { kindWords, stateWords, texts } from './imports.texts.ts'
import { MatchingTable } from './matching-table.tsx'
import { OptionsForm } from './options-form.tsx'
import { ProblemTable } from './problem-table.tsx'
import { ProgressCard } from './progress-card.tsx'
import { ShortageTable } from './shortage-table.tsx'
import { WhoseDevices } from './whose-devices.tsx'

const route = getRouteApi('/frame/imports/$id')
const operations = { check: checkImport, start: startImport, cancel: cancelImport, undo: undoImport }

/** One import, from its matching to its result. */
export function ImportPage() {
  const { id } = route.useParams()
  const read = useQuery(importQuery(id))
  const isNotFound = read.error instanceof ApiError && read.error.code === 'not_found'
  if (!ImportId.safeParse(id).success || isNotFound) return <LostImport />
  return <FoundImport read={read} />
}

const above = [
  { label: frameTexts.navigation.customers, to: '/customers' },
  { label: texts.title, to: '/imports' },
] as const

function LostImport() {
  useTrail(...above, { label: frameTexts.notFound.heading })
  return <NotFoundPage />
}

function FoundImport({ read }: { read: UseQueryResult<Import> }) {
  useTrail(...above, { label: read.data?.file.name ?? '' })
  if (read.isPending) return <PageSkeleton />
  if (!read.data) return <ErrorState error={read.error} onRetry={() => read.refetch()} />
  return <Opened import={read.data} />
}

function Opened({ import: shown }: { import: Import }) {
  const queryClient = useQueryClient()
  const { queryKey } = importQuery(shown.id)
  const params = { id: shown.id }
  const keep = (data: Import) => {
    queryClient.setQueryData(queryKey, data)
    // What an earlier check has found says nothing of the next one, which ends in the same state.
    queryClient.removeQueries({ queryKey, predicate: (query) => query.queryKey.length > queryKey.length })
    void queryClient.invalidateQueries({ queryKey: ['imports'], exact: true })
  }
  const change = useMutation({
    mutationFn: async (body: ImportPatch) => (await api(updateImport, { params, body }, { ifMatch: '*' })).data,
    onSuccess: keep,
  })
  const act = useMutation({
    mutationFn: async (name: keyof typeof operations) => (await api(operations[name], { params })).data,
    onSuccess: keep,
    onError: () => void queryClient.invalidateQueries({ queryKey, exact: true }),
    onSettled: () => {
      isActing.current = false
    },
  })
  // The second press of a double one comes before anything is drawn anew.
  const isActing = useRef(false)
  const press = (name: keyof typeof operations) => {
    if (isActing.current) return
    isActing.current = true
    act.mutate(name)
  }
  const isGoingOn = isUnderWay(shown.state)
  useEffect(() => {
    // What has come in meanwhile is asked for anew by the lists.
    if (!isGoingOn) void queryClient.invalidateQueries({ queryKey: customersKey })
  }, [isGoingOn, queryClient])
  const failure = change.error ?? act.error
  const start = {
    import: shown,
    isStarting: act.isPending && act.variables === 'start',
    onStart: () => press('start'),
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
      {isGoingOn && <ProgressCard import={shown} onCancel={() => press('cancel')} />}
      {!isGoingOn && shown.state !== 'analysed' && <Result {...start} onUndo={() => press('undo')} />}
      {isEditable && <WhoseDevices import={shown} />}
      {isEditable && (
        <>
          <MatchingTable import={shown} onChange={(matching) => change.mutate({ matching })} />
          <OptionsForm import={shown} onChange={(patch) => change.mutate(patch)} />
          <div className={classes.line}>
            <Button
              variant={shown.state === 'checked' ? 'default' : 'filled'}
              disabled={shown.missing.length > 0}
              loading={act.isPending && act.variables === 'check'}
              onClick={() => press('check')}
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

/** What somebody has done elsewhere meanwhile is shown below it. */
function failureText(error: unknown): string {
  if (error instanceof ApiError && error.problem.params?.reason === 'state') return texts.movedOn
  const { title, advice } = problemText(error)
  return `${title}. ${advice}`
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
          {shown.undoableUntil && (
            <Button variant="default" onClick={() => setAsking(true)}>
              {texts.actions.undo}
            </Button>
          )}
          {shown.state !== 'checked' && (
            <>
              <Anchor renderRoot={(props) => <Link to={brought.to} {...props} />}>{brought.label}</Anchor>
              <Anchor renderRoot={(props) => <Link to="/imports" {...props} />}>{texts.actions.another}</Anchor>
            </>
          )}
        </div>
        {shown.undoableUntil && <p className={classes.lead}>{words.undoUntil(formatDateTime(shown.undoableUntil))}</p>}
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
