import { NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { type LicenseUsage, type MeteringBasis, meteringBases } from '@tenantry/contract/license-usage.ts'
import { getCustomerLicenses, setCustomerLicenses } from '@tenantry/contract/licenses.ts'
import { api } from '../../../platform/api.ts'
import { problemText } from '../../../platform/problem-text.ts'
import { useMe, usePermission } from '../../../platform/session.tsx'
import { useRowStop } from '../../../ui/list/row-stop.ts'
import { notifyDone, notifyError } from '../../../ui/notify.ts'
import { licensesChanged } from '../../license-limits/public.ts'
import classes from '../licenses.module.css'
import { texts } from './usage.texts.ts'

type OfCustomer = Pick<LicenseUsage, 'id' | 'name' | 'basis' | 'isProvisional'>

/**
 * By what a customer is metered, to be chosen by whoever may, while the month has not ended (EC5). Quiet where one stands
 * in each row of a list.
 */
export function BasisSelect(props: { usage: OfCustomer; isReadOnly?: boolean; isQuiet?: boolean }) {
  const { usage, isReadOnly = false, isQuiet = false } = props
  const { id, name, basis, isProvisional } = usage
  const mayManage = usePermission('licenses.manage')
  const isOwn = useMe().membership.organization.id === (id as string)
  const stop = useRowStop()
  const change = useChangeBasis(usage)
  // Those above set what an organization may use, and months that have ended keep theirs.
  if (!mayManage || isOwn || isReadOnly || !isProvisional) return texts.bases[basis]
  return (
    <NativeSelect
      {...stop}
      size="sm"
      variant={isQuiet ? 'unstyled' : 'default'}
      className={isQuiet ? classes.quietSelect : ''}
      aria-label={texts.basisOf(name)}
      data={meteringBases.map((value) => ({ value, label: texts.bases[value] }))}
      value={change.isPending ? change.variables : basis}
      disabled={change.isPending}
      onChange={(event) => change.mutate(event.currentTarget.value as MeteringBasis)}
    />
  )
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
