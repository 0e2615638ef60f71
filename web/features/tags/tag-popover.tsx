import { ActionIcon, Button, Popover } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { updateCustomer } from '@tenantry/contract/customers.ts'
import type { TagId } from '@tenantry/contract/ids.ts'
import type { TagLabel } from '@tenantry/contract/tag-labels.ts'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { problemText } from '../../platform/problem-text.ts'
import { serverErrors } from '../../platform/zod-form.ts'
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
  if (!mayEdit && tags.length === 0) return null
  const close = () => {
    setOpen(false)
    setChosen(null)
  }
  const toggle = () => (isOpen ? close() : setOpen(true))
  const icon = <IconTag size={16} stroke={1.7} aria-hidden />
  return (
    <div className={classes.line}>
      <TagChips label={texts.of(name)} tags={tags} />
      {mayEdit && (
        <Popover
          opened={isOpen}
          onChange={(open) => (open ? setOpen(true) : close())}
          position="bottom-start"
          width={300}
          trapFocus
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
          <Popover.Dropdown aria-label={texts.of(name)}>
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
    </div>
  )
}
