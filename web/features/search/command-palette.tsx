import '@mantine/spotlight/styles.layer.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { isSearchable, mostSearched, nothingToSearch } from '@tenantry/contract/list.ts'
import { useEffect, useState } from 'react'
import type { PaletteProps } from '../../ui/palette.ts'
import classes from './command-palette.module.css'
import { texts } from './search.texts.ts'
import { type Entry, useEntries } from './use-entries.tsx'

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
  useFirstSelected(query, groups.flatMap(({ entries }) => entries.map(({ key }) => key)).join(' '))
  useEffect(() => {
    if (!isEntered || isFetching) return
    setEntered(false)
    document.querySelector<HTMLElement>(`#${store.getState().listId} [data-selected]`)?.click()
  }, [isEntered, isFetching])
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
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && isFetching && groups.length === 0)
            setEntered(true)
        }}
        leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {groups.map(({ label, entries }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {entries.map((entry) => (
              <Line key={entry.key} entry={entry} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && <Spotlight.Empty>{emptyText(isError, isFetching, query)}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

function Line({ entry }: { entry: Entry }) {
  return (
    <Spotlight.Action
      label={entry.label}
      description={entry.description}
      leftSection={entry.icon}
      rightSection={entry.mark}
      onClick={entry.run}
    />
  )
}

function emptyText(isError: boolean, isFetching: boolean, query: string): string {
  if (query.trim() === '') return texts.nothingNear
  if (!isSearchable(query.trim())) return nothingToSearch
  if (isError) return texts.failed
  return isFetching ? texts.searching : texts.nothing(query)
}

/** Selects the first of what is offered, so that Enter opens it; results come after the text that asked for them. */
function useFirstSelected(query: string, found: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text begins at the first again, though the same is found
  useEffect(() => {
    if (found === '') return
    // As the library marks it: what Enter presses is found by this attribute, and the arrow keys go on from the number.
    const list = document.getElementById(store.getState().listId)
    for (const [index, action] of [...(list?.querySelectorAll('[data-action]') ?? [])].entries())
      action.toggleAttribute('data-selected', index === 0)
    store.updateState((state) => ({ ...state, selected: 0 }))
  }, [query, found])
}
