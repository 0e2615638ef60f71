import { useQueryClient } from '@tanstack/react-query'
import type { CopyPart } from '@tenantry/contract/customer-copy.ts'
import { createCustomerTemplate } from '@tenantry/contract/customer-templates.ts'
import { displayName } from '@tenantry/contract/fields/names.ts'
import { useRef, useState } from 'react'
import { z } from 'zod'
import { api } from '../../../platform/api.ts'
import { useRequestKey } from '../../../platform/use-request-key.ts'
import { schemaErrors, serverErrors } from '../../../platform/zod-form.ts'
import { notifyDone } from '../../../ui/notify.ts'
import { refusalText } from '../form/refusal-text.ts'
import { templatesChanged } from './templates.api.ts'
import { templateTexts } from './templates.texts.ts'

/** What the panel asks for. */
interface Wanted {
  name: string
  include: readonly CopyPart[]
  isShared?: boolean
}

const schema = z.object({ name: displayName })

/** Makes a template of a customer once, however often it is pressed. */
export function useSaveAsTemplate(customerId: string, onProblem: () => void) {
  const queryClient = useQueryClient()
  const isRunning = useRef(false)
  const keyFor = useRequestKey()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)

  const refuse = (text: string) => {
    setProblem(text)
    onProblem()
  }
  const save = async (wanted: Wanted, onDone: () => void) => {
    if (isRunning.current) return
    const { name: missing } = schemaErrors(schema, wanted)
    if (missing) return refuse(missing)
    isRunning.current = true
    setBusy(true)
    setFailure(null)
    try {
      const body = { ...wanted, include: [...wanted.include], fromCustomerId: customerId }
      const { data } = await api(createCustomerTemplate, { body }, { idempotencyKey: keyFor(wanted) })
      templatesChanged(queryClient)
      notifyDone(templateTexts.save.done(data.name))
      onDone()
    } catch (error) {
      const { name, ...others } = serverErrors(error)
      if (name) refuse(name)
      else setFailure(refusalText(error, Object.values(others), false))
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  return { save, problem, failure, isBusy, clear: () => setProblem(null) }
}
