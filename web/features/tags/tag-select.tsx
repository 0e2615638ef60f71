import { MultiSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TagLabel } from '@tenantry/contract/tag-labels.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { useState } from 'react'
import { api, newIdempotencyKey } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { serverErrors } from '../../platform/zod-form.ts'
import { chooseOnTab } from '../../ui/choose-marked.ts'
import { notifyError } from '../../ui/notify.ts'
import { TagDot } from '../../ui/tag-chips.tsx'
import { freeColor } from './free-color.ts'
import { tagsKey, tagsQuery } from './tags.api.ts'
import classes from './tags.module.css'
import { texts } from './tags.texts.ts'

const words = texts.select
const making = 'make:'

/** Chooses tags, and makes one on the fly out of what is typed. */
export function TagSelect(props: {
  label: string
  description?: string
  value: readonly string[]
  /** Tags that are chosen already and may be out of sight of the list. */
  known?: readonly TagLabel[] | undefined
  error?: string | undefined
  mayMake: boolean
  onChange: (ids: string[]) => void
}) {
  const { value, onChange } = props
  const [typed, setTyped] = useState('')
  const { data: listed, isPending } = useQuery(tagsQuery)
  const make = useMakeTag()
  const tags = new Map([...(props.known ?? []), ...(listed ?? [])].map((tag) => [tag.id as string, tag]))
  // Without a name until the tags have come: they stay chosen, and are not shown.
  const hidden = isPending ? value.filter((id) => !tags.has(id)) : []
  const shown = value.filter((id) => !hidden.includes(id))
  const name = typed.trim()
  // Until all are known, what is typed may be one that is there.
  const isNew = listed !== undefined && name !== '' && ![...tags.values()].some((tag) => isSameName(tag.name, name))
  const data = [
    ...[...tags.values()].map((tag) => ({ value: tag.id as string, label: tag.name })),
    ...shown.filter((id) => !tags.has(id)).map((id) => ({ value: id, label: words.unknown })),
    ...(isNew && props.mayMake ? [{ value: `${making}${name}`, label: words.make(name) }] : []),
  ]
  const change = async (now: string[]) => {
    const ids = [...hidden, ...now]
    const wanted = ids.find((id) => id.startsWith(making))
    if (!wanted) return onChange(ids)
    const made = await make.mutateAsync(wanted.slice(making.length)).catch(() => null)
    if (made) onChange([...ids.filter((id) => id !== wanted), made.id])
  }
  return (
    <MultiSelect
      label={props.label}
      description={props.description}
      placeholder={value.length > 0 ? '' : props.mayMake ? words.placeholder : words.choose}
      data={data}
      value={shown}
      error={props.error}
      searchable
      openOnFocus={false}
      // Chosen anew when the tags have come: until then there was nothing to choose.
      selectFirstOptionOnChange={listed !== undefined}
      autoComplete="off"
      maxDropdownHeight={220}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={listed ? words.nothing : words.loading}
      filter={({ options, search }) =>
        options.filter(
          (option) =>
            'value' in option &&
            (option.value.startsWith(making) ||
              option.label.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase())),
        )
      }
      renderOption={({ option }) => {
        const tag = tags.get(option.value)
        return (
          <span className={classes.option}>
            {tag && <TagDot color={tag.color} />}
            {option.label}
          </span>
        )
      }}
      onKeyDown={chooseOnTab}
      onChange={(ids) => void change(ids)}
    />
  )
}

function useMakeTag() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (name: string) => {
      const color = freeColor(await client.ensureQueryData(tagsQuery))
      return (await api(createTag, { body: { name, color } }, { idempotencyKey: newIdempotencyKey() })).data
    },
    onSuccess: (tag) => {
      client.setQueryData(tagsQuery.queryKey, (before) => before && [...before, tag])
      void client.invalidateQueries({ queryKey: tagsKey })
    },
    onError: (error) => notifyError(words.failed, Object.values(serverErrors(error))[0] ?? problemText(error).advice),
  })
}

const isSameName = (one: string, other: string) => one.localeCompare(other, undefined, { sensitivity: 'base' }) === 0
