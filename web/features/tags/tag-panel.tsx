import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError } from '@tenantry/contract/client.ts'
import { type TagColor, tagColors } from '@tenantry/contract/tag-labels.ts'
import { createTag, getTag, type Tag, updateTag } from '@tenantry/contract/tags.ts'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { api, newIdempotencyKey } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { type FieldErrors, focusFirstError, serverErrors } from '../../platform/zod-form.ts'
import { AskingPanel } from '../../ui/asking-panel.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { useLeaving } from '../../ui/leave-question.tsx'
import { notifyDone } from '../../ui/notify.ts'
import { TagDot } from '../../ui/tag-chips.tsx'
import { useFocusReturn } from '../../ui/use-focus-return.ts'
import { freeColor } from './free-color.ts'
import { tagsChanged, tagsQuery } from './tags.api.ts'
import classes from './tags.module.css'
import { texts } from './tags.texts.ts'

const words = texts.form

/** Makes a tag, or renames and colors one. */
export function TagPanel({ tag, onClose }: { tag: Tag | null; onClose: () => void }) {
  useFocusReturn()
  const form = useId()
  const { values, set, save, errors, failure, isBusy, isDirty } = useTagForm(tag, onClose)
  const leaving = useLeaving({ isDirty, isBusy }, onClose)
  const element = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (Object.keys(errors).length > 0) focusFirstError(element.current)
  }, [errors])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save()
  }
  return (
    <AskingPanel
      leaving={leaving}
      title={tag ? words.editTitle : words.addTitle}
      footer={
        <Button type="submit" form={form} loading={isBusy}>
          {words.save}
        </Button>
      }
    >
      <form ref={element} id={form} className={classes.form} onSubmit={submit} noValidate>
        <FormError>{failure}</FormError>
        <TextInput
          label={words.name}
          required
          value={values.name}
          error={errors.name}
          autoComplete="off"
          data-autofocus
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <fieldset className={classes.group}>
          <legend>{words.color}</legend>
          <div className={classes.swatches}>
            {tagColors.map((color) => (
              <label key={color} className={classes.swatch}>
                <input
                  type="radio"
                  name="color"
                  className={classes.radio}
                  checked={values.color === color}
                  onChange={() => set({ color })}
                />
                <TagDot color={color} />
                {texts.colors[color]}
              </label>
            ))}
          </div>
        </fieldset>
      </form>
    </AskingPanel>
  )
}

/** The values of a tag's form; what somebody else has saved meanwhile is shown before it is overwritten. */
function useTagForm(tag: Tag | null, onEnd: () => void) {
  const client = useQueryClient()
  const { data: known = [] } = useQuery({ ...tagsQuery, enabled: tag === null })
  const shown = { name: tag?.name ?? '', color: tag?.color ?? freeColor(known) }
  // Until one is chosen, the color of a new one follows the tags that come.
  const [typed, setTyped] = useState<{ name?: string; color?: TagColor }>({})
  const set = (part: typeof typed) => setTyped((now) => ({ ...now, ...part }))
  const values = { ...shown, ...typed }
  const [etag, setEtag] = useState<string | null>(null)
  const [key] = useState(newIdempotencyKey)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [failure, setFailure] = useState<string | null>(null)
  const refuse = async (error: unknown) => {
    const isChanged = error instanceof ApiError && error.code === 'precondition_failed'
    if (!isChanged || !tag) {
      const fields = serverErrors(error)
      setErrors(fields)
      return setFailure(fields.name ? null : (Object.values(fields)[0] ?? problemText(error).advice))
    }
    const now = await api(getTag, { params: { id: tag.id } })
    setEtag(now.etag)
    set({ name: now.data.name, color: now.data.color })
    setFailure(words.changedMeanwhile)
  }
  const saving = useMutation({
    mutationFn: async () => {
      if (!tag) return api(createTag, { body: values }, { idempotencyKey: key })
      const params = { id: tag.id }
      if (etag !== null) return api(updateTag, { params, body: values }, { ifMatch: etag })
      // Lists do not tell versions: what the list showed is compared with what there is.
      const now = await api(getTag, { params })
      const isAsShown = now.data.name === tag.name && now.data.color === tag.color
      return api(updateTag, { params, body: values }, { ifMatch: isAsShown ? (now.etag ?? '*') : '"0"' })
    },
    onMutate: () => {
      setErrors({})
      setFailure(null)
    },
    onSuccess: () => {
      tagsChanged(client)
      notifyDone(words.saved(values.name))
      onEnd()
    },
    onError: (error) => refuse(error).catch((next: unknown) => setFailure(problemText(next).advice)),
  })
  const isDirty = values.name !== shown.name || values.color !== shown.color
  const save = () => (values.name.trim() === '' ? setErrors({ name: words.nameMissing }) : saving.mutate())
  return { values, set, save, errors, failure, isBusy: saving.isPending, isDirty }
}
