import { Select, TextInput } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { LicensePurchase } from '@tenantry/contract/license-purchases.ts'
import { useRef, useState } from 'react'
import { focusFirstError } from '../../platform/zod-form.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { FieldGrid } from '../../ui/field-grid.tsx'
import { useLeaving } from '../../ui/leave-question.tsx'
import { PanelForm } from '../../ui/panel-form.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { FieldsSkeleton } from '../../ui/skeletons.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { bindChoice, bindText, currencyOptions, type FormPart, OptionSelect, withValue } from '../customers/public.ts'
import { BelowUse, typesQuery } from '../license-limits/public.ts'
import { EnforcementEndQuestion } from './enforcement-end.tsx'
import { purchaseQuery, purchasesQuery } from './licenses.api.ts'
import { texts } from './licenses.texts.ts'
import { newPurchase, type PurchaseValues } from './purchase-values.ts'
import { type ReadPurchase, useSavePurchase } from './use-save-purchase.ts'

const words = texts.purchase

interface PanelProps {
  /** null records one. */
  purchase: LicensePurchase | null
  onEnd: () => void
}

/** Records a purchase or corrects one. */
export function PurchasePanel({ purchase, onEnd }: PanelProps) {
  useFocusReturn()
  const read = useQuery({
    ...purchaseQuery(purchase?.id ?? ''),
    enabled: purchase !== null,
    refetchOnWindowFocus: false,
  })
  const [known, setKnown] = useState<ReadPurchase | null>(null)
  // The first answer stays: a later one may not take the form, and what is typed in it, away.
  if (known === null && read.data && read.isFetchedAfterMount && !read.isFetching) setKnown(read.data)
  if (purchase === null || known !== null) return <PurchaseForm known={known} onEnd={onEnd} />
  return (
    <SidePanel opened onClose={onEnd} title={words.editTitle(purchase.typeName)}>
      {read.isError ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : (
        <FieldsSkeleton count={5} />
      )}
    </SidePanel>
  )
}

function PurchaseForm({ known, onEnd }: { known: ReadPurchase | null; onEnd: () => void }) {
  const form = useRef<HTMLFormElement>(null)
  // The provider's day, not that of whoever types: what begins on it counts at once.
  const { items = [], today = '', currency = '' } = useInfiniteQuery(purchasesQuery).data?.pages[0] ?? {}
  // Who has bought in another currency than that of the provider goes on doing so.
  const latest = items.find((each) => each.currency !== null)
  const [fresh] = useState(() => newPurchase(today, latest?.currency ?? currency))
  const purchase = useSavePurchase(known, fresh, { invalid: () => focusFirstError(form.current), end: onEnd })
  const leaving = useLeaving(purchase, onEnd)
  return (
    <>
      <PanelForm
        title={known ? words.editTitle(known.data.typeName) : words.addTitle}
        subtitle={words.subtitle}
        words={{ ...words, submit: known ? words.save : words.submit }}
        form={form}
        isBusy={purchase.isBusy}
        failure={purchase.failure}
        leaving={leaving}
        onSubmit={purchase.save}
        width="md"
      >
        <PurchaseFields part={purchase.part} known={known?.data ?? null} />
      </PanelForm>
      <BelowUse
        problems={purchase.below}
        isBusy={purchase.isBusy}
        onConfirm={purchase.confirm}
        onClose={purchase.leaveAsked}
      />
      {purchase.end && (
        <EnforcementEndQuestion
          end={purchase.end}
          action={texts.enforcementEnd.saveAnyway}
          isBusy={purchase.isBusy}
          onConfirm={purchase.confirm}
          onClose={purchase.leaveAsked}
        />
      )}
    </>
  )
}

function PurchaseFields({ part, known }: { part: FormPart<PurchaseValues>; known: LicensePurchase | null }) {
  const types = useQuery(typesQuery).data ?? []
  const text = bindText(part)
  const choice = bindChoice(part)
  const counted = types.filter(({ isOn, code }) => isOn || code === known?.type)
  return (
    <>
      <Select
        label={words.type}
        placeholder={words.typePlaceholder}
        required={known === null}
        disabled={known !== null}
        data-autofocus={known === null || undefined}
        data={counted.map(({ code, name }) => ({ value: code, label: name }))}
        {...choice('type')}
        {...(known ? { description: words.typeFixed } : {})}
      />
      <TextInput
        label={words.quantity}
        required
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        data-autofocus={known !== null || undefined}
        {...text('quantity')}
      />
      <FieldGrid>
        <TextInput label={words.startsOn} type="date" required {...text('startsOn')} />
        <TextInput label={words.endsOn} type="date" description={words.endsOnHint} {...text('endsOn')} />
      </FieldGrid>
      <TextInput label={words.reference} description={words.referenceHint} autoComplete="off" {...text('reference')} />
      <FieldGrid>
        <TextInput label={words.cost} inputMode="decimal" autoComplete="off" maxLength={16} {...text('cost')} />
        <OptionSelect
          label={words.currency}
          clearable={false}
          data={withValue(currencyOptions(), part.values.currency)}
          {...choice('currency')}
        />
      </FieldGrid>
    </>
  )
}
