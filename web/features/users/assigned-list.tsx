import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { MembershipId } from '@tenantry/contract/ids.ts'
import { useRef } from 'react'
import { OrganizationSearch } from './organization-search.tsx'
import type { useAssignments } from './use-assignments.ts'
import classes from './users.module.css'
import { texts } from './users.texts.ts'

const words = texts.panel

/** What a user looks after, with the field that adds to it and the buttons that take away. */
export function AssignedList(props: {
  userId: MembershipId
  assignments: ReturnType<typeof useAssignments>
  mayAssign: boolean
}) {
  const { assignments, mayAssign } = props
  const { list, addedIds, problems } = assignments
  const items = useRef<HTMLUListElement>(null)
  const remove = (id: string, place: number) => {
    assignments.remove(id)
    // To the one that takes its place, so that several can be removed without looking for the button again.
    requestAnimationFrame(() => {
      const buttons = items.current?.querySelectorAll('button') ?? []
      ;(buttons[Math.min(place, buttons.length - 1)] ?? items.current)?.focus()
    })
  }
  return (
    <>
      {mayAssign && <OrganizationSearch userId={props.userId} chosen={list} onChoose={assignments.add} />}
      {list.length === 0 && <p className={classes.hint}>{words.nothing}</p>}
      <ul ref={items} className={classes.organizations} aria-label={words.assigned} tabIndex={-1}>
        {list.map(({ id, name, code, type }, place) => (
          <li key={id} data-new={addedIds.has(id) || undefined} className={classes.organization}>
            <span className={classes.words}>
              <span className={classes.optionName}>{name}</span>
              <span className={classes.email}>
                {[code, texts.types[type], addedIds.has(id) && words.isNew].filter(Boolean).join(' · ')}
              </span>
              {problems.has(id) && <span className={classes.problem}>{problems.get(id)}</span>}
            </span>
            {mayAssign && (
              <ActionIcon aria-label={words.remove(name)} onClick={() => remove(id, place)}>
                <IconX size={16} stroke={1.7} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
