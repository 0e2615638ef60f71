import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import {
  createLicenseRule,
  getLicenseRule,
  type LicenseRule,
  updateLicenseRule,
} from '@tenantry/contract/license-rules.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { useRequestKey } from '../../platform/use-request-key.ts'
import { type FieldErrors, serverErrors } from '../../platform/zod-form.ts'
import { notifyDone } from '../../ui/notify.ts'
import { rulesChanged } from './license-rules.api.ts'
import { texts } from './license-rules.texts.ts'
import { type RuleValues, ruleErrors, ruleValuesOf, toRuleFields, toRuleInput } from './rule-values.ts'

const words = texts.form

/** A rule as it was read, with the ETag that a change has to name. */
export interface ReadRule {
  data: LicenseRule
  etag: string | null
}

/** A rule while it is made or edited; what somebody else has saved meanwhile is shown before it is overwritten. */
export function useSaveRule(known: ReadRule | null, on: { invalid: () => void; end: () => void }) {
  const client = useQueryClient()
  const keyFor = useRequestKey()
  const [read, setRead] = useState(known)
  const [values, setValues] = useState(() => ruleValuesOf(known?.data ?? null))
  const [errors, setErrors] = useState<FieldErrors>({})
  const [failure, setFailure] = useState<string | null>(null)
  const show = (found: FieldErrors) => {
    setErrors(found)
    on.invalid()
  }
  const refuse = async (error: unknown) => {
    if (error instanceof ApiError && error.code === 'not_found') return setFailure(words.gone)
    if (error instanceof ApiError && error.code === 'precondition_failed' && read) {
      const now = await api(getLicenseRule, { params: { id: read.data.id } })
      setRead(now)
      setValues(ruleValuesOf(now.data))
      return setFailure(words.changed)
    }
    const fields = toRuleFields(serverErrors(error))
    const { name, makers, addressRanges, organizationIds, classes, ...others } = fields
    const [other] = Object.values(others)
    if (other !== undefined || Object.keys(fields).length === 0) return setFailure(other ?? problemText(error).advice)
    show(fields)
  }
  const saving = useMutation({
    mutationFn: async () => {
      const body = toRuleInput(values)
      const { data } = read
        ? await api(updateLicenseRule, { params: { id: read.data.id }, body }, { ifMatch: read.etag ?? '*' })
        : await api(createLicenseRule, { body }, { idempotencyKey: keyFor(body) })
      return data
    },
    onMutate: () => setFailure(null),
    onSuccess: ({ name }) => {
      void rulesChanged(client)
      notifyDone(words.saved(name))
      on.end()
    },
    onError: (error) => refuse(error).catch((next: unknown) => setFailure(problemText(next).advice)),
  })
  const save = () => {
    const found = ruleErrors(values)
    if (Object.keys(found).length > 0) show(found)
    else saving.mutate()
  }
  const change = (part: Partial<RuleValues>) => {
    setValues((now) => ({ ...now, ...part }))
    setErrors((old) => Object.fromEntries(Object.entries(old).filter(([field]) => !(field in part))))
  }
  const isDirty = !saving.isSuccess && JSON.stringify(values) !== JSON.stringify(ruleValuesOf(read?.data ?? null))
  return { values, errors, failure, isBusy: saving.isPending, isDirty, change, show, save }
}
