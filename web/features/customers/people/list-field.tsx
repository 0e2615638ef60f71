import { Fragment, type ReactNode, use, useRef } from 'react'
import { AddButton } from '../form/add-button.tsx'
import { FieldGroup } from '../form/field-group.tsx'
import { type FormPart, type FormValues, partOf } from '../form/form-part.ts'
import { type KeyedList, withItem, withoutItem } from '../form/keyed-list.ts'
import { ReadOnly } from '../form/read-only.ts'
import { useListFocus } from '../form/use-list-focus.ts'
import classes from './people.module.css'

/** What one of a list is drawn from. */
export interface ItemProps<Item extends FormValues> {
  /** Its place, from 1 on. */
  number: number
  part: FormPart<Item>
  onRemove: () => void
}

/** Any number of the same kind, which are added and removed; nothing where there are none and none can be added. */
export function ListField<Item extends FormValues>(props: {
  words: { title: string; hint: string; add: string }
  part: FormPart<KeyedList<Item>>
  /** What is wrong with the list as a whole. */
  problem: string | undefined
  isRequired?: boolean | undefined
  /** How many there can be. */
  most?: number
  /** What is added. */
  empty: Item
  draw: (item: ItemProps<Item>) => ReactNode
}) {
  const { words, part, problem, most = Number.POSITIVE_INFINITY } = props
  const list = useRef<HTMLDivElement>(null)
  const keys = Object.keys(part.values)
  const focus = useListFocus(list, keys)
  if (use(ReadOnly) && keys.length === 0) return null
  const remove = (key: string) => {
    focus.removed(key)
    part.update((values) => withoutItem(values, key))
  }
  return (
    <FieldGroup title={words.title} hint={words.hint} isRequired={props.isRequired}>
      <div ref={list} className={classes.list}>
        {problem && (
          <p role="alert" className={classes.problem}>
            {problem}
          </p>
        )}
        {keys.map((key, index) => (
          <Fragment key={key}>
            {props.draw({ number: index + 1, part: partOf(part, key), onRemove: () => remove(key) })}
          </Fragment>
        ))}
        {keys.length < most && (
          <AddButton
            label={words.add}
            isNeeded={problem !== undefined}
            onClick={() => {
              focus.added()
              part.update((values) => withItem(values, props.empty))
            }}
          />
        )}
      </div>
    </FieldGroup>
  )
}
