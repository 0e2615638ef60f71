import { Button, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type BulkList, createBulkChange } from '@tenantry/contract/bulk-changes.ts'
import { useMemo, useRef, useState } from 'react'
import { api, newIdempotencyKey } from '../../../platform/api.ts'
import { formatAgo, formatNumber } from '../../../platform/format.ts'
import { leadToHeldField } from '../../../platform/held-page.ts'
import { problemText } from '../../../platform/problem-text.ts'
import { texts as frameTexts } from '../../../platform/texts.ts'
import { focusFirstError, serverErrors } from '../../../platform/zod-form.ts'
import { AskingPanel } from '../../../ui/asking-panel.tsx'
import { FormError } from '../../../ui/form-error.tsx'
import { useLeaving } from '../../../ui/leave-question.tsx'
import { useFocusReturn } from '../../../ui/use-focus-return.ts'
import { isSame } from '../profile/profile-values.ts'
import { type BulkInput, bulkKey, bulkPreviewQuery, recentBulkChangesQuery } from './bulk.api.ts'
import classes from './bulk.module.css'
import { texts } from './bulk.texts.ts'
import { BulkPreview } from './bulk-preview.tsx'
import { BulkProgress } from './bulk-progress.tsx'
import { changeWords, orderWords } from './change-words.ts'
import { emptyOrder, type OrderValues, orderOf, reasonError, withoutReason } from './order.ts'
import { OrderFields } from './order-fields.tsx'

const words = texts.panel

type Chosen = Omit<BulkInput, 'list' | 'change'>

/** What many are changed of, and what of it. */
export interface BulkAbout {
  list: BulkList
  kinds: readonly OrderValues['kind'][]
  /** The organization that all of them belong to, where that is known. */
  organizationId?: string | undefined
}

/** Changes what is chosen, after showing what that does; then shows how far it is. */
export default function BulkPanel(props: {
  about: BulkAbout
  chosen: { ids: string[] } | object
  onBegun: (kind: OrderValues['kind']) => void
  onClose: () => void
}) {
  useFocusReturn()
  const [shown, setShown] = useState<string | null>(null)
  if (shown) return <BulkProgress id={shown} onClose={props.onClose} />
  return <Order {...props} chosen={props.chosen as Chosen} onShow={setShown} />
}

function Order(props: {
  about: BulkAbout
  chosen: Chosen
  onBegun: (kind: OrderValues['kind']) => void
  onClose: () => void
  onShow: (id: string) => void
}) {
  const { about, chosen, onClose, onShow } = props
  const { list, kinds } = about
  const client = useQueryClient()
  const [values, setValues] = useState<OrderValues>({ ...emptyOrder, kind: kinds[0] ?? emptyOrder.kind })
  const [key] = useState(newIdempotencyKey)
  const order = useMemo(() => orderOf(values), [values])
  const { input, isSettled } = useCounted(list, chosen, order)
  const preview = useQuery(bulkPreviewQuery(input))
  const fields = useRef<HTMLDivElement>(null)
  const begin = useMutation({
    mutationFn: async () => {
      const { data } = await api(
        createBulkChange,
        { body: { ...chosen, list, change: order } as BulkInput },
        { idempotencyKey: key },
      )
      return data.bulkChange
    },
    onSuccess: (begun) => {
      void client.invalidateQueries({ queryKey: bulkKey })
      if (!begun) return
      props.onBegun(begun.change.kind)
      onShow(begun.id)
    },
  })
  const isDirty = !isSame({ ...values, kind: emptyOrder.kind }, emptyOrder)
  const leaving = useLeaving({ isDirty, isBusy: begin.isPending }, onClose)
  const failure = preview.error ?? begin.error
  const changed = preview.data?.changed ?? 0
  const isDangerous = values.kind === 'delete' || (values.kind === 'status' && values.status !== 'active')
  // Until that is known, the button says what it does and not of how many.
  const count = input === null || changed === 0 ? null : texts.things[list](formatNumber(changed), changed === 1)
  const apply = () => {
    if (leadToHeldField(fields.current)) return
    if (reasonError(values)) focusFirstError(fields.current)
    else begin.mutate()
  }
  return (
    <AskingPanel
      leaving={leaving}
      title={words.title[list]}
      footer={
        <>
          <Button variant="default" onClick={leaving.ask}>
            {frameTexts.actions.cancel}
          </Button>
          <Button
            {...(isDangerous ? { color: 'red' } : {})}
            disabled={count === null || !isSettled || preview.isFetching}
            loading={begin.isPending}
            onClick={apply}
          >
            {values.kind === 'delete' ? words.applyDelete(count) : words.apply(count)}
          </Button>
        </>
      }
    >
      <div className={classes.stack} ref={fields}>
        <OrderFields kinds={kinds} organizationId={about.organizationId} values={values} update={setValues} />
        <section aria-label={words.preview} aria-busy={preview.isFetching}>
          <h3 className={classes.heading}>{words.preview}</h3>
          {input === null && <p className={classes.dim}>{words.incomplete}</p>}
          {input !== null && preview.isFetching && !preview.data && <p className={classes.dim}>{words.counting}</p>}
          {input !== null && preview.data && (
            <BulkPreview
              list={list}
              kind={input.change.kind}
              preview={preview.data}
              words={values.kind === 'delete' ? { ...words, willChange: words.willGo } : words}
            />
          )}
        </section>
        <FormError isQuiet={begin.error === null}>
          {failure && (Object.values(serverErrors(failure))[0] ?? problemText(failure).advice)}
        </FormError>
        <Recent onShow={onShow} />
      </div>
    </AskingPanel>
  )
}

/** What is counted, once somebody has stopped choosing for a moment; null while nothing is chosen. */
function useCounted(list: BulkList, chosen: Chosen, order: ReturnType<typeof orderOf>) {
  const change = useMemo(() => order && withoutReason(order), [order])
  const [settled] = useDebouncedValue(change, 250)
  const input: BulkInput | null = settled && { ...chosen, list, change: settled }
  // What nobody has seen the effect of is not begun.
  return { input, isSettled: isSame(settled, change) }
}

/** One's own last changes, to look at their end and to take them back. */
function Recent({ onShow }: { onShow: (id: string) => void }) {
  const { data = [] } = useQuery(recentBulkChangesQuery)
  if (data.length === 0) return null
  return (
    <section aria-label={words.recent}>
      <h3 className={classes.heading}>{words.recent}</h3>
      <ul className={classes.recent}>
        {data.map((change) => (
          <li key={change.id}>
            <UnstyledButton className={classes.open} onClick={() => onShow(change.id)}>
              {[changeWords(change), orderWords(change), texts.stateOf(change), formatAgo(change.createdAt)]
                .filter(Boolean)
                .join(' · ')}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  )
}
