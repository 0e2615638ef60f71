import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import {
  createLicensePurchase,
  getLicensePurchase,
  type LicensePurchase,
  updateLicensePurchase,
} from '@tenantry/contract/license-purchases.ts'
import { useCallback, useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { formatNumber } from '../../platform/format.ts'
import { useRequestKey } from '../../platform/use-request-key.ts'
import { type FieldErrors, serverErrors } from '../../platform/zod-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { errorsOfUnchanged, isSame, refusalText } from '../customers/public.ts'
import { belowUseOf, licensesChanged } from '../license-limits/public.ts'
import { enforcementEndOf } from './enforcement-end.tsx'
import { texts } from './licenses.texts.ts'
import {
  changedPurchaseFields,
  type PurchaseValues,
  purchaseErrors,
  purchaseValuesOf,
  toPurchaseInput,
  toPurchasePaths,
} from './purchase-values.ts'

const words = texts.purchase

/** A purchase as it was read, with the ETag that a change has to name. */
export interface ReadPurchase {
  data: LicensePurchase
  etag: string | null
}

/**
 * A purchase while it is recorded or corrected.
 * @param known the purchase as it was read; null for a new one
 */
export function useSavePurchase(
  known: ReadPurchase | null,
  fresh: PurchaseValues,
  on: { invalid: () => void; end: () => void },
) {
  const queryClient = useQueryClient()
  const isRunning = useRef(false)
  const keyFor = useRequestKey()
  const [read, setRead] = useState(known)
  const [{ values, errors }, setState] = useState<{ values: PurchaseValues; errors: FieldErrors }>({
    values: known ? purchaseValuesOf(known.data) : fresh,
    errors: {},
  })
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  // The refusal that is asked about.
  const [asked, setAsked] = useState<unknown>(null)
  const update = useCallback((change: (values: PurchaseValues) => PurchaseValues) => {
    setState((now) => {
      const next = change(now.values)
      return { values: next, errors: errorsOfUnchanged(now.errors, now.values, next) }
    })
  }, [])
  const show = (found: FieldErrors) => {
    setState((now) => ({ ...now, errors: found }))
    if (Object.keys(found).length > 0) on.invalid()
  }
  const write = async (confirm: boolean): Promise<string> => {
    if (!read) {
      const body = { ...toPurchaseInput(values), ...(confirm ? { confirm } : {}) }
      const { data } = await api(createLicensePurchase, { body }, { idempotencyKey: keyFor(body) })
      return words.added(formatNumber(data.quantity), data.typeName)
    }
    const body = changedPurchaseFields(read.data, values)
    const sent = confirm ? { ...body, confirm } : body
    if (Object.keys(body).length > 0)
      await api(updateLicensePurchase, { params: { id: read.data.id }, body: sent }, { ifMatch: read.etag ?? '' })
    return words.saved
  }
  const refuse = async (error: unknown) => {
    if (belowUseOf(error) || enforcementEndOf(error)) return setAsked(error)
    if (!(error instanceof ApiError)) return setFailure(texts.offline)
    if (error.code === 'not_found') return setFailure(words.gone)
    if (error.code === 'precondition_failed' && read) {
      const now = await api(getLicensePurchase, { params: { id: read.data.id } })
      setRead(now)
      setState({ values: purchaseValuesOf(now.data), errors: {} })
      return setFailure(words.changed)
    }
    const found = toPurchasePaths(serverErrors(error))
    const placed = Object.fromEntries(Object.entries(found).filter(([path]) => path in values))
    show(placed)
    const unplaced = Object.entries(found).flatMap(([path, message]) => (path in values ? [] : [message]))
    setFailure(refusalText(error, unplaced, Object.keys(placed).length > 0))
  }
  const save = async (confirm = false) => {
    if (isRunning.current) return
    setFailure(null)
    const found = purchaseErrors(values)
    show(found)
    if (Object.keys(found).length > 0) return
    isRunning.current = true
    setBusy(true)
    try {
      notifyDone(await write(confirm))
      licensesChanged(queryClient)
      on.end()
    } catch (error) {
      setAsked(null)
      await refuse(error).catch(() => setFailure(texts.offline))
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  const base = read ? purchaseValuesOf(read.data) : fresh
  return {
    part: { values, errors, update },
    isBusy,
    failure,
    below: belowUseOf(asked),
    end: enforcementEndOf(asked),
    isDirty: !isSame(base, values),
    save: () => void save(),
    confirm: () => void save(true),
    leaveAsked: () => setAsked(null),
  }
}
