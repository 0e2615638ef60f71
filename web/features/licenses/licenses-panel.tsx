import { useQuery } from '@tanstack/react-query'
import type { CustomerLicenses } from '@tenantry/contract/licenses.ts'
import { useMemo, useRef, useState } from 'react'
import { focusFirstError } from '../../platform/zod-form.ts'
import { Confirm } from '../../ui/confirm.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useLeaving } from '../../ui/leave-question.tsx'
import { PanelForm } from '../../ui/panel-form.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { type ChosenOrganization, type ConflictField, ConflictView } from '../customers/public.ts'
import {
  BelowUse,
  customerLicensesQuery,
  LimitFields,
  type LimitValues,
  limitTexts,
  modeOf,
  rowsOfOwn,
  toLicensesInput,
} from '../license-limits/public.ts'
import { texts } from './licenses.texts.ts'
import { type ReadLicenses, useSaveLicenses } from './use-save-licenses.ts'

const words = texts.panel

interface PanelProps {
  customer: ChosenOrganization
  onEnd: () => void
}

/** Sets what a customer may use of licenses, all types at once (EC4, EC7). */
export function LicensesPanel(props: PanelProps) {
  const { customer, onEnd } = props
  useFocusReturn()
  const read = useQuery({ ...customerLicensesQuery(customer.id), refetchOnMount: 'always' })
  const [known, setKnown] = useState<ReadLicenses | null>(null)
  // The first answer stays: a later one may not take the form, and what is typed in it, away.
  if (known === null && read.data && read.isFetchedAfterMount && !read.isFetching) setKnown(read.data)
  if (known) return <LicensesForm {...props} known={known} latest={read.data?.data ?? known.data} />
  return (
    <SidePanel opened onClose={onEnd} title={words.title} subtitle={customer.name} width="lg">
      {read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <FieldsSkeleton count={6} />
      )}
    </SidePanel>
  )
}

function LicensesForm(props: PanelProps & { known: ReadLicenses; latest: CustomerLicenses }) {
  const { customer, latest, onEnd } = props
  const form = useRef<HTMLFormElement>(null)
  const licenses = useSaveLicenses(customer, props.known, { invalid: () => focusFirstError(form.current), end: onEnd })
  const leaving = useLeaving(licenses, onEnd)
  const rows = useMemo(() => rowsOfOwn(latest), [latest])
  const { theirs } = licenses
  const [isAsking, setAsking] = useState(false)
  const save = () => (dropsLimits(licenses) ? setAsking(true) : licenses.save())
  return (
    <>
      <PanelForm
        title={words.title}
        subtitle={customer.name}
        words={words}
        form={form}
        isBusy={licenses.isBusy}
        failure={licenses.failure}
        leaving={leaving}
        onSubmit={save}
        instead={
          theirs && (
            <ConflictView
              title={words.conflictTitle}
              changed={{ objectId: customer.id, actions: ['customer.licenses_changed'] }}
              fields={conflictFields(latest)}
              base={licenses.base}
              mine={licenses.mine}
              theirs={licenses.valuesOf(theirs)}
              isBusy={licenses.isBusy}
              failure={licenses.failure}
              onSave={(merged) => licenses.resolve(theirs, merged)}
              onBack={licenses.leaveConflict}
            />
          )
        }
      >
        <LimitFields
          rows={rows}
          leftHeading={limitTexts.above.unknown}
          values={licenses.mine}
          errors={licenses.errors}
          update={licenses.update}
        />
      </PanelForm>
      {isAsking && (
        <Confirm
          opened
          title={words.dropping.title(customer.name)}
          action={words.dropping.action}
          onConfirm={() => {
            setAsking(false)
            licenses.save()
          }}
          onClose={() => setAsking(false)}
        >
          {words.dropping.text}
        </Confirm>
      )}
      <BelowUse
        problems={licenses.below}
        isBusy={licenses.isBusy}
        onConfirm={licenses.confirm}
        onClose={licenses.leaveBelow}
      />
    </>
  )
}

/** Whether limits that are stored would go. */
function dropsLimits({ base, mine }: { base: LimitValues; mine: LimitValues }): boolean {
  return modeOf(mine) === 'unlimited' && toLicensesInput(base).types.length > 0
}

/** What can differ between two versions, in the order of the form. */
function conflictFields({ types }: CustomerLicenses): ConflictField<LimitValues>[] {
  return [
    {
      id: 'mode',
      label: limitTexts.mode,
      paths: ['mode'],
      logged: ['mode'],
      words: (values) => limitTexts.modes[modeOf(values)],
    },
    ...types.map(
      ({ type, name }): ConflictField<LimitValues> => ({
        id: type,
        label: name,
        paths: [`limits.${type}`],
        logged: [`limit.${type}`, `overage.${type}`],
        words: ({ limits }) => {
          const { limit = '', overage = '' } = limits[type] ?? {}
          return limit === '' ? '' : words.given(limit, overage)
        },
      }),
    ),
  ]
}
