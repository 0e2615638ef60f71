import { useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import {
  type CustomerTemplate,
  CustomerTemplateValues,
  createCustomerTemplate,
  getCustomerTemplate,
  updateCustomerTemplate,
} from '@tenantry/contract/customer-templates.ts'
import { useRef, useState } from 'react'
import { api } from '../../../platform/api.ts'
import { useRequestKey } from '../../../platform/use-request-key.ts'
import { type FieldErrors, serverErrors } from '../../../platform/zod-form.ts'
import { notifyDone } from '../../../ui/notify.ts'
import { refusalText } from '../form/refusal-text.ts'
import { isSame } from '../profile/profile-values.ts'
import type { PartOfRequest } from '../wizard/step.ts'
import { templatesChanged } from './templates.api.ts'
import { templateTexts } from './templates.texts.ts'

const words = templateTexts.edit

/** A template as it was read, with the ETag that a change of it has to name. */
export interface KnownTemplate {
  template: CustomerTemplate
  etag: string | null
}

/** What the form asks the API to keep. */
export interface TemplateBody {
  name: string
  isShared?: boolean
  values: PartOfRequest
}

/**
 * Adds a template, or saves what was changed of one. Whoever saved in between is not overwritten unawares: their version
 * is told, and can be taken.
 * @param onErrors is told of fields that were refused; says what lies at no field, and whether any lies at one
 */
export function useSaveTemplate(
  known: KnownTemplate | null,
  onErrors: (errors: FieldErrors) => { rest: string[]; isMarked: boolean },
  onEnd: () => void,
) {
  const queryClient = useQueryClient()
  const isRunning = useRef(false)
  const keyFor = useRequestKey()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [theirs, setTheirs] = useState<KnownTemplate | null>(null)

  const write = async (body: TemplateBody) => {
    // The values were checked by the schema that they are sent under.
    const checked = body as TemplateBody & { values: object }
    if (!known) return api(createCustomerTemplate, { body: checked as never }, { idempotencyKey: keyFor(body) })
    const ifMatch = (theirs ?? known).etag ?? ''
    return api(updateCustomerTemplate, { params: { id: known.template.id }, body: checked as never }, { ifMatch })
  }
  const end = (name: string) => {
    templatesChanged(queryClient)
    notifyDone(words.saved(name))
    onEnd()
  }
  /** @returns null where it is stored already: it was sent before, and the answer got lost. */
  const explain = async (error: unknown, body: TemplateBody): Promise<string | null> => {
    if (error instanceof ApiError && error.code === 'not_found') return words.gone
    if (!known || !(error instanceof ApiError && error.code === 'precondition_failed')) {
      const { rest, isMarked } = onErrors(serverErrors(error))
      return refusalText(error, rest, isMarked)
    }
    const now = await api(getCustomerTemplate, { params: { id: known.template.id } })
    if (isStored(now.data, body)) return null
    setTheirs({ template: now.data, etag: now.etag })
    return words.changed(now.data.name)
  }
  const save = async (body: TemplateBody) => {
    if (isRunning.current) return
    isRunning.current = true
    setBusy(true)
    setFailure(null)
    try {
      const { data } = await write(body)
      end(data.name)
    } catch (error) {
      const why = await explain(error, body).catch((next: unknown) => refusalText(next, [], false))
      if (why === null) end(body.name)
      else setFailure(why)
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  return { save, isBusy, failure, theirs, fail: setFailure }
}

function isStored({ name, isShared, values }: CustomerTemplate, body: TemplateBody): boolean {
  const sent = CustomerTemplateValues.safeParse(body.values).data
  return name === body.name && isShared === (body.isShared ?? isShared) && isSame(values, sent)
}
