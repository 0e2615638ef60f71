import '@mantine/spotlight/styles.layer.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { isSearchable, mostSearched, nothingToSearch } from '@tenantry/contract/list.ts'
import { useEffect, useId, useState } from 'react'
import type { PaletteProps } from '../../ui/palette.ts'
import { Choices, FoundStatus } from './choices.tsx'
import classes from './command-palette.module.css'
import { texts } from './search.texts.ts'
import { useEntries } from './use-entries.tsx'
import { useMarked } from './use-marked.ts'

const [store, palette] = createSpotlight()

/**
 * Finds customers, entities, devices, users, pages and actions from the keyboard; favourites and what was opened last
 * stand first. Loaded when it is first opened; opens again when `openings` grows.
 */
export default function CommandPalette({ openings, scope }: PaletteProps) {
  const [query, setQuery] = useState('')
  const { groups, isFetching, isError } = useEntries(query, scope)
  useEffect(() => {
    if (openings > 0) palette.open()
  }, [openings])
  // Enter that was quicker than the answer to what was typed.
  const [isEntered, setEntered] = useState(false)
  const entries = groups.flatMap((group) => group.entries)
  const listId = useId()
  const [list, setList] = useState<HTMLElement | null>(null)
  // Another text begins at the first again, though the same is found; results come after the text that asked for them.
  const marked = useMarked(store, list, [openings, query, ...entries.map(({ key }) => key)].join(' '))
  useEffect(() => {
    if (!isEntered || isFetching) return
    setEntered(false)
    list?.querySelector<HTMLElement>('[data-selected]')?.click()
  }, [isEntered, isFetching, list])
  const isSwitch = scope === 'customers'
  const placeholder = isSwitch ? texts.customersPlaceholder : texts.placeholder
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={(text) => {
        setQuery(text)
        setEntered(false)
      }}
      shortcut={null}
      lockScroll={false}
      // In the middle, the text that is typed would move with how much is found.
      centered={false}
      scrollable
      maxHeight={420}
      attributes={{ content: { 'aria-label': isSwitch ? texts.switch : texts.open } }}
      radius={12}
      size={600}
      classNames={{ search: classes.search, actionsGroup: classes.group, action: classes.action }}
      overlayProps={{ className: classes.veil }}
    >
      <Spotlight.Search
        placeholder={placeholder}
        maxLength={mostSearched}
        aria-label={placeholder}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={entries.length > 0}
        aria-controls={entries.length > 0 ? listId : undefined}
        aria-activedescendant={marked}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && isFetching && groups.length === 0)
            setEntered(true)
        }}
        leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />}
      />
      <Spotlight.ActionsList>
        <FoundStatus
          count={query.trim() === '' || isFetching ? undefined : entries.length}
          nothing={entries.length === 0 ? emptyText(isError, isFetching, query) : undefined}
        />
        <Choices id={listId} ref={setList} groups={groups} marked={marked} />
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

function emptyText(isError: boolean, isFetching: boolean, query: string): string {
  if (query.trim() === '') return texts.nothingNear
  if (!isSearchable(query.trim())) return nothingToSearch
  if (isError) return texts.failed
  return isFetching ? texts.searching : texts.nothing(query)
}
