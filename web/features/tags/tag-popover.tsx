import { ActionIcon, Button, getDefaultZIndex, Popover } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { updateCustomer } from '@tenantry/contract/customers.ts'
import type { TagId } from '@tenantry/contract/ids.ts'
import type { TagLabel } from '@tenantry/contract/tag-labels.ts'
import { type KeyboardEvent, useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { focusHeldField, isFieldHeld } from '../../platform/held-page.ts'
import { problemText } from '../../platform/problem-text.ts'
import { serverErrors } from '../../platform/zod-form.ts'
import { isListOpen } from '../../ui/choose-marked.ts'
import { LeaveQuestion, useLeaving } from '../../ui/leave-question.tsx'
import { notifyError } from '../../ui/notify.ts'
import { TagChips } from '../../ui/tag-chips.tsx'
import { TagSelect } from './tag-select.tsx'
import { tagsChanged } from './tags.api.ts'
import classes from './tags.module.css'
import { texts } from './tags.texts.ts'

/** The tags of a customer at the head of its page, with a way to change them on the spot. Each change is saved at once. */
export function CustomerTags(props: {
  customer: { id: string; name: string; tags: readonly TagLabel[] }
  mayEdit: boolean
}) {
  const { customer, mayEdit } = props
  const { id, name, tags } = customer
  const client = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<string[] | null>(null)
  const save = useMutation({
    scope: { id: `tags of ${id}` },
    mutationFn: (tagIds: string[]) =>
      api(updateCustomer, { params: { id }, body: { tagIds: tagIds as TagId[] } }, { ifMatch: '*' }),
    onSettled: () => tagsChanged(client),
    onError: (error) => {
      setChosen(null)
      notifyError(texts.select.notSaved, Object.values(serverErrors(error))[0] ?? problemText(error).advice)
    },
  })
  const close = () => {
    setOpen(false)
    setChosen(null)
    leaving.stay()
  }
  const line = useRef<HTMLDivElement>(null)
  const toButton = () => line.current?.querySelector('button')?.focus()
  const leaving = useLeaving({ isDirty: false, isBusy: false }, () => {
    close()
    toButton()
  })
  const dropdown = useRef<HTMLDivElement>(null)
  if (!mayEdit && tags.length === 0) return null
  const isHeld = () => isFieldHeld(dropdown.current)
  const leave = () => (isHeld() ? leaving.ask() : close())
  /** The press may be on a link, which asks by itself: the popover waits for what stands in its field, and asks nothing. */
  const leaveOnPress = () => (isHeld() ? requestAnimationFrame(() => focusHeldField(dropdown.current)) : close())
  const toggle = () => (isOpen ? leave() : setOpen(true))
  const closeOnEscape = ({ key, target }: KeyboardEvent) => {
    // An open list of choices first, and the popover only with the next press.
    if (key !== 'Escape' || isListOpen(target as Element)) return
    if (!isHeld()) toButton()
    leave()
  }
  const icon = <IconTag size={16} stroke={1.7} aria-hidden />
  return (
    <div ref={line} className={classes.line}>
      <TagChips label={texts.of(name)} tags={tags} />
      {mayEdit && (
        <Popover
          opened={isOpen}
          onChange={(open) => (open ? setOpen(true) : leaveOnPress())}
          position="bottom-start"
          width={300}
          trapFocus
          closeOnEscape={false}
          // Below the question that it asks.
          zIndex={getDefaultZIndex('modal') - 1}
        >
          <Popover.Target>
            {tags.length === 0 ? (
              <Button
                variant="subtle"
                color="gray"
                size="compact-xs"
                className={classes.first}
                leftSection={icon}
                onClick={toggle}
              >
                {texts.add}
              </Button>
            ) : (
              <ActionIcon variant="subtle" color="gray" aria-label={texts.edit} title={texts.edit} onClick={toggle}>
                {icon}
              </ActionIcon>
            )}
          </Popover.Target>
          <Popover.Dropdown ref={dropdown} onKeyDown={closeOnEscape}>
            <TagSelect
              label={texts.tags}
              description={texts.select.hint}
              known={tags}
              value={chosen ?? tags.map((tag) => tag.id)}
              mayMake
              onChange={(ids) => {
                setChosen(ids)
                save.mutate(ids)
              }}
            />
          </Popover.Dropdown>
        </Popover>
      )}
      {mayEdit && <LeaveQuestion leaving={leaving} />}
    </div>
  )
}
