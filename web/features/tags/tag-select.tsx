import { MultiSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { TagLabel } from '@tenantry/contract/tag-labels.ts'
import { createTag } from '@tenantry/contract/tags.ts'
import { useRef, useState } from 'react'
import { api, newIdempotencyKey } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { inputOf, schemaErrors, serverErrors } from '../../platform/zod-form.ts'
import { chooseOnTab, markedOption, openListOf, openOnEnter } from '../../ui/choose-marked.ts'
import { notifyError } from '../../ui/notify.ts'
import { TagDot } from '../../ui/tag-chips.tsx'
import { useHeldField } from '../../ui/use-held-field.ts'
import { freeColor } from './free-color.ts'
import { tagsKey, tagsQuery } from './tags.api.ts'
import classes from './tags.module.css'
import { texts } from './tags.texts.ts'

const words = texts.select
const making = 'make:'

/**
 * Chooses tags, and makes one on the fly out of what is typed: by Enter or a press, for whole houses get it. Whoever leaves
 * the field makes none; what is typed stays, and it is said that it is no tag.
 */
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
  const latest = useRef(props)
  latest.current = props
  const [typed, setTyped] = useState('')
  const { data: listed, isPending } = useQuery(tagsQuery)
  const make = useMakeTag()
  const tags = new Map([...(props.known ?? []), ...(listed ?? [])].map((tag) => [tag.id as string, tag]))
  // Without a name until the tags have come: they stay chosen, and are not shown.
  const hidden = isPending ? value.filter((id) => !tags.has(id)) : []
  const shown = value.filter((id) => !hidden.includes(id))
  const name = typed.trim()
  const isLeaving = useRef(false)
  const [isLeft, setLeft] = useState(false)
  const [isOpen, setOpen] = useState(false)
  // Until all are known, what is typed may be one that is there.
  const isNew = listed !== undefined && name !== '' && ![...tags.values()].some((tag) => isSameName(tag.name, name))
  const problem = isNew && props.mayMake ? schemaErrors(inputOf(createTag), { name, color: 'gray' }).name : undefined
  const mayBeMade = isNew && props.mayMake && problem === undefined
  const isChosen = name !== '' && shown.some((id) => isSameName(tags.get(id)?.name ?? '', name))
  const data = [
    ...[...tags.values()].map((tag) => ({ value: tag.id as string, label: tag.name })),
    ...shown.filter((id) => !tags.has(id)).map((id) => ({ value: id, label: words.unknown })),
    ...(mayBeMade ? [{ value: `${making}${name}`, label: words.make(name) }] : []),
  ]
  const change = async (now: string[]) => {
    const ids = [...hidden, ...now]
    const wanted = ids.find((id) => id.startsWith(making))
    if (!wanted) return onChange(ids)
    setTyped('')
    setLeft(false)
    const made = await make.mutateAsync(wanted.slice(making.length)).catch(() => null)
    // Others may have been chosen or made meanwhile.
    if (made) latest.current.onChange([...latest.current.value, made.id])
    // What was typed meanwhile stays.
    else setTyped((now) => now || wanted.slice(making.length))
  }
  const emptyText = () => {
    if (!listed) return words.loading
    if (name === '') return value.length > 0 ? words.noOther : words.none
    // The list lies over what is said below the field.
    return problem ?? (isChosen ? words.chosen : words.nothing)
  }
  const input = useRef<HTMLInputElement>(null)
  useHeldField(input, (isNew && props.mayMake) || make.isPending, make.isPending)
  return (
    <MultiSelect
      ref={input}
      label={props.label}
      description={props.description}
      placeholder={value.length > 0 ? '' : props.mayMake ? words.placeholder : words.choose}
      data={data}
      value={shown}
      error={problem ?? (isLeft && mayBeMade ? words.notMade(name) : props.error)}
      loading={make.isPending}
      searchable
      openOnFocus={false}
      // Marked anew when the tags have come: until then there was nothing to choose. Where nothing is typed, Enter takes none.
      selectFirstOptionOnChange={listed !== undefined && name !== '' && isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      // A second Enter would give up what the first one has chosen.
      hidePickedOptions
      autoComplete="off"
      maxDropdownHeight={220}
      searchValue={typed}
      onBlur={() => {
        isLeaving.current = isNew && props.mayMake
      }}
      onSearchChange={(text) => {
        // Leaving the field empties it.
        if (!isLeaving.current) setTyped(text)
        setLeft(isLeaving.current)
        isLeaving.current = false
      }}
      nothingFoundMessage={emptyText()}
      filter={({ options, search }) =>
        options.filter(
          (option) => 'value' in option && (option.value.startsWith(making) || holds(option.label, search)),
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
      onKeyDown={(event) => {
        // As is said of what was left there: no list has to be opened first.
        if (event.key === 'Enter' && isLeft && mayBeMade && !isOpen && !event.nativeEvent.isComposing) {
          event.preventDefault()
          return void change([...shown, `${making}${name}`])
        }
        openOnEnter(event)
        // What is typed may be meant as a new one: of others, only one that an arrow has marked is taken.
        if (!mayBeMade || isMarkedByArrow(event.currentTarget)) chooseOnTab(event)
      }}
      onChange={(ids) => void change(ids)}
    />
  )
}

function useMakeTag() {
  const client = useQueryClient()
  return useMutation({
    // One after the other: each gets a color that is free, and whoever waits for the last has waited for all.
    scope: { id: 'tags' },
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

/** Whether an arrow has marked a tag that is there; of what is found the first is marked by itself. */
function isMarkedByArrow(input: HTMLInputElement): boolean {
  const marked = markedOption(input)
  if (marked === null || marked.getAttribute('value')?.startsWith(making)) return false
  return marked !== openListOf(input)?.querySelector('[role=option]')
}

const holds = (label: string, search: string) => label.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase())

const isSameName = (one: string, other: string) => one.localeCompare(other, undefined, { sensitivity: 'base' }) === 0
