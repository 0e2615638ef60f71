import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { CustomerMerge } from '@tenantry/contract/customer-merges.ts'
import type { Customer } from '@tenantry/contract/customers.ts'
import { useId, useRef, useState } from 'react'
import { leadToHeldField } from '../../platform/held-page.ts'
import { texts as frameTexts } from '../../platform/texts.ts'
import { AskingPanel } from '../../ui/asking-panel.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { useLeaving } from '../../ui/leave-question.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { type ChosenOrganization, customerQuery, OrganizationSelect } from '../customers/public.ts'
import { menuTexts, useMergePanel } from '../merge-menu/public.ts'
import { type Chosen, mergePreviewQuery, targetsQuery } from './customer-merges.api.ts'
import classes from './customer-merges.module.css'
import { texts } from './customer-merges.texts.ts'
import { MergePreview } from './merge-preview.tsx'
import { MergedFields } from './merged-fields.tsx'
import { failureText, useMerge } from './use-merge.ts'

/** The panel that the address asks for. */
export default function MergePanels() {
  const { merge, into } = useSearch({ from: '/frame' })
  return merge ? <MergePanel key={merge} id={merge} intoId={into} /> : null
}

/** Merges a customer into another: which one, what that changes, and only then the merge (B10). */
function MergePanel({ id, intoId }: { id: string; intoId: string | undefined }) {
  useFocusReturn()
  const { close } = useMergePanel()
  // What was read for something else may be of an earlier version, and a merge of that would be refused.
  const source = useQuery({ ...customerQuery(id), refetchOnMount: 'always', refetchOnWindowFocus: false })
  const target = useQuery({ ...customerQuery(intoId ?? ''), enabled: intoId !== undefined })
  const isGone = source.data !== undefined && source.data.data.id !== id
  const isReady = source.data && source.isFetchedAfterMount && !(intoId && target.isPending)
  if (source.data && isReady && !isGone)
    return (
      <MergeForm
        source={source.data.data}
        etag={source.data.etag ?? '*'}
        into={target.data?.data ?? null}
        onClose={close}
      />
    )
  return (
    <SidePanel opened onClose={close} title={menuTexts.merge}>
      {isGone && <p className={classes.hint}>{texts.gone}</p>}
      {source.isError && <ErrorState error={source.error} onRetry={() => void source.refetch()} />}
      {!isGone && !source.isError && <FieldsSkeleton count={3} />}
    </SidePanel>
  )
}

function MergeForm(props: { source: Customer; etag: string; into: ChosenOrganization | null; onClose: () => void }) {
  const { source, etag, onClose } = props
  const formId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [target, setTarget] = useState(props.into)
  const [chosen, setChosen] = useState<Chosen>({})
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const isSame = target?.id === source.id
  const preview = useQuery({
    ...mergePreviewQuery(source.id, target?.id ?? '', etag),
    enabled: target !== null && !isSame,
  })
  const merging = useMerge(source, etag)
  const merge = preview.isFetching ? undefined : preview.data
  const submit = () => {
    if (!merge) return
    const wrong = wrongCode(code, source.code)
    setProblem(wrong)
    if (wrong) return input.current?.focus()
    void merging.run(merge, decided(merge, chosen))
  }
  const isDirty = target?.id !== props.into?.id || code !== '' || Object.keys(chosen).length > 0
  const leaving = useLeaving({ isDirty, isBusy: merging.isBusy }, onClose)
  return (
    <AskingPanel
      width="lg"
      leaving={leaving}
      inAddress="merge"
      title={texts.title(source.name)}
      subtitle={source.code}
      footer={
        <>
          <Button variant="default" onClick={leaving.ask}>
            {frameTexts.actions.cancel}
          </Button>
          <Button type="submit" form={formId} color="red" disabled={!merge} loading={merging.isBusy}>
            {texts.confirm}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={classes.stack}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!leadToHeldField(event.currentTarget)) submit()
        }}
      >
        <p className={classes.hint}>{texts.lead}</p>
        <div>
          <OrganizationSelect
            label={texts.into}
            description={texts.intoHint}
            required
            hasFocus
            queryOf={targetsQuery(source.id)}
            value={target}
            error={isSame ? texts.same : preview.error ? failureText(preview.error) : undefined}
            onChange={(organization) => {
              merging.clear()
              setChosen({})
              setTarget(organization)
            }}
          />
          <div aria-live="polite" className={classes.live}>
            {target === null && <p className={classes.hint}>{texts.choose}</p>}
            {preview.isFetching && <p className={classes.hint}>{texts.counting}</p>}
          </div>
        </div>
        {merge && (
          <>
            <MergedFields
              merge={merge}
              chosen={chosen}
              onChoose={(field, side) => setChosen((now) => ({ ...now, [field]: side }))}
            />
            <MergePreview merge={merge} />
            <TextInput
              ref={input}
              label={texts.type(source.code)}
              description={texts.codeStays(source.code, merge.target.name)}
              value={code}
              error={problem}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => {
                setCode(event.currentTarget.value)
                setProblem(null)
              }}
            />
          </>
        )}
        <FormError>{merging.failure}</FormError>
      </form>
    </AskingPanel>
  )
}

function wrongCode(typed: string, code: string): string | null {
  if (typed.trim() === '') return texts.typeMissing
  return typed.trim().toLocaleLowerCase() === code.toLocaleLowerCase() ? null : texts.mismatch
}

/** Every field that differs, as it stood on the screen, so that nothing else happens than what was seen. */
function decided({ fields }: CustomerMerge, chosen: Chosen): Chosen {
  return Object.fromEntries(fields.map(({ field, chosen: suggested }) => [field, chosen[field] ?? suggested]))
}
