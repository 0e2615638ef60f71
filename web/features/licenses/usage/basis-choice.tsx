import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import type { LicenseUsage, MeteringBasis } from '@tenantry/contract/license-usage.ts'
import { getCustomerLicenses, setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { useState } from 'react'
import { api } from '../../../platform/api.ts'
import { problemText } from '../../../platform/problem-text.ts'
import { Confirm } from '../../../ui/confirm.tsx'
import { notifyDone, notifyError } from '../../../ui/notify.ts'
import { licensesChanged } from '../../license-limits/public.ts'
import { texts } from './usage.texts.ts'

export type OfCustomer = Pick<LicenseUsage, 'id' | 'name' | 'basis' | 'bases' | 'mayChange'>

/** Another basis for a customer: it is asked for first, because the whole month is metered by it (EC5). */
export function useBasisChoice(usage: OfCustomer) {
  const [asked, setAsked] = useState<MeteringBasis | null>(null)
  // Stands until the list is read again.
  const [sent, setSent] = useState<{ before: MeteringBasis; basis: MeteringBasis } | null>(null)
  const change = useChangeBasis(usage)
  const end = () => setAsked(null)
  return {
    shown: asked ?? (sent?.before === usage.basis ? sent.basis : usage.basis),
    ask: (basis: MeteringBasis) => setAsked(basis === usage.basis ? null : basis),
    question: asked && (
      <Confirm
        opened
        title={texts.ask.title(usage.name)}
        action={texts.ask.action}
        isBusy={change.isPending}
        onConfirm={() =>
          change.mutate(asked, { onSuccess: () => setSent({ before: usage.basis, basis: asked }), onSettled: end })
        }
        onClose={end}
      >
        {texts.ask.text(texts.bases[usage.basis], texts.bases[asked])}
      </Confirm>
    ),
  }
}

/** Sends the limits along as they are stored: a change of licenses names all of them. */
function useChangeBasis({ id, name }: OfCustomer) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (basis: MeteringBasis) => {
      const { data, etag } = await api(getCustomerLicenses, { params: { id } })
      const types = data.types.flatMap(({ type, limit, overage }) => (limit === null ? [] : [{ type, limit, overage }]))
      const body = { mode: data.mode, types, basis }
      await api(setCustomerLicenses, { params: { id }, body }, { ifMatch: etag ?? '' })
    },
    onSuccess: (_, basis) => {
      licensesChanged(client)
      notifyDone(texts.basisChanged(name, texts.bases[basis]))
    },
    onError: (error) => notifyError(texts.basisFailed(name), refusal(error)),
  })
}

function refusal(error: unknown): string {
  const isUnlimited = error instanceof ApiError && error.fields.some(({ code }) => code === 'mode_has_no_limits')
  return isUnlimited ? texts.basisNeedsLimits : problemText(error).advice
}
