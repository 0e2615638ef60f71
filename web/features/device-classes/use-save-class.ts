import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { type DeviceClass, getDeviceClass, updateDeviceClass } from '@tenantry/contract/device-classes.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { deviceClassWords } from '../../platform/device-words.ts'
import { notifyDone } from '../../ui/notify.ts'
import { type ClassValues, useClassErrors } from './class-fields.tsx'
import { classesChanged, etagOf } from './device-classes.api.ts'
import { texts } from './device-classes.texts.ts'

const words = texts.form

/**
 * Saves what was changed of a class. Whoever saved in between is not overwritten unawares: what they made of it is told
 * first, and what was typed stays.
 */
export function useSaveClass({ code, name, icon }: DeviceClass, on: { refused: () => void; end: () => void }) {
  const client = useQueryClient()
  // As it was when editing began: the list may be read anew meanwhile.
  const [shown, setShown] = useState<ClassValues>({ name, icon })
  const [values, setValues] = useState(shown)
  const { errors, failure, setFailure, clear, check, refuse } = useClassErrors()
  const end = (saved: string) => {
    classesChanged(client)
    notifyDone(words.saved(saved))
    on.end()
  }
  const meet = async (error: unknown) => {
    if (!(error instanceof ApiError && error.code === 'precondition_failed')) {
      refuse(error)
      return on.refused()
    }
    const { data } = await api(getDeviceClass, { params: { code } })
    const theirs = { name: data.name, icon: data.icon }
    const mine = { ...theirs, ...changesOf(shown, values) }
    // Sent before, and the answer got lost: it is stored already.
    if (isSame(theirs, mine)) return end(data.name)
    setShown(theirs)
    setValues(mine)
    setFailure(words.changedMeanwhile(data.name, deviceClassWords[data.icon]))
    classesChanged(client)
  }
  const saving = useMutation({
    mutationFn: async () => {
      const input = { params: { code }, body: changesOf(shown, values) }
      return api(updateDeviceClass, input, { ifMatch: await etagOf({ code, ...shown }) })
    },
    onSuccess: ({ data }) => end(data.name),
    onError: (error) => meet(error).catch(refuse),
  })
  const save = () => {
    if (!check(values)) return on.refused()
    if (isSame(shown, values)) on.end()
    else saving.mutate()
  }
  const set = (next: ClassValues) => {
    setValues(next)
    clear()
  }
  return { values, set, save, errors, failure, isBusy: saving.isPending, isDirty: !isSame(shown, values) }
}

function changesOf(shown: ClassValues, { name, icon }: ClassValues): Partial<ClassValues> {
  return { ...(name.trim() === shown.name ? {} : { name }), ...(icon === shown.icon ? {} : { icon }) }
}

const isSame = (shown: ClassValues, values: ClassValues) => Object.keys(changesOf(shown, values)).length === 0
