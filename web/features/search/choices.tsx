import { VisuallyHidden } from '@mantine/core'
import { Spotlight } from '@mantine/spotlight'
import type { Ref } from 'react'
import { texts } from './search.texts.ts'
import type { Entry, Group } from './use-entries.tsx'

interface ChoicesProps {
  id: string
  ref: Ref<HTMLDivElement>
  groups: Group[]
  /** The id of the line that is marked. */
  marked: string | undefined
}

/**
 * What the palette offers: the listbox that its field controls, with the line that Enter would open as the chosen one.
 */
export function Choices({ id, ref, groups, marked }: ChoicesProps) {
  return (
    // Stays where there is nothing: what is found is marked as soon as it is drawn.
    <div role="listbox" id={id} ref={ref} aria-label={texts.choices} hidden={groups.length === 0}>
      {groups.map(({ label, entries }) => (
        <Spotlight.ActionsGroup key={label} label={label} role="group" aria-label={label}>
          {entries.map((entry) => (
            <Spotlight.Action
              key={entry.key}
              role="option"
              aria-selected={choiceId(id, entry) === marked}
              // An id by itself the library keeps from the element.
              renderRoot={(props) => <button type="button" {...props} id={choiceId(id, entry)} />}
              label={entry.label}
              description={entry.description}
              leftSection={entry.icon}
              rightSection={entry.mark}
              onClick={entry.run}
            />
          ))}
        </Spotlight.ActionsGroup>
      ))}
    </div>
  )
}

function choiceId(listId: string, { key }: Entry): string {
  return `${listId}-${key.replaceAll(' ', '-')}`
}

/**
 * Tells readers how much is found once it is known, and everybody that nothing is. Stays while the palette is open:
 * what comes together with its text is not read out.
 */
export function FoundStatus({ count, nothing }: { count: number | undefined; nothing: string | undefined }) {
  return (
    <div role="status">
      {nothing === undefined ? (
        <VisuallyHidden>{count === undefined ? '' : texts.found(count)}</VisuallyHidden>
      ) : (
        <Spotlight.Empty>{nothing}</Spotlight.Empty>
      )}
    </div>
  )
}
