import { Button } from '@mantine/core'
import { type RefObject, useEffect, useRef } from 'react'
import { focusPlace, groupsAround } from './focus-place.ts'
import { FormError } from './form-error.tsx'
import { holdPress } from './hold-press.ts'
import classes from './save-bar.module.css'
import { texts } from './unsaved.texts.ts'
import { useFocusAfterSaving } from './use-focus-after-saving.ts'

const words = texts.saving

interface SaveBarProps {
  isDirty: boolean
  isBusy: boolean
  failure: string | null
  /** What the button says, where a page has several. */
  action?: string
  onReset: () => void
}

/** The end of a form that has changes: what keeps them from being saved, the way back and the way on. */
export function SaveBar(props: SaveBarProps) {
  return props.isDirty || props.failure !== null ? <Bar {...props} /> : null
}

function Bar(props: SaveBarProps) {
  const bar = useRef<HTMLDivElement>(null)
  const save = useRef<HTMLButtonElement>(null)
  useFocusOfEdited(bar)
  useFocusAfterSaving(save, props.isBusy)
  return (
    <div ref={bar} className={classes.bar} data-foot>
      <FormError>{props.failure}</FormError>
      <div className={classes.actions}>
        <span className={classes.note} role="status">
          {words.unsaved}
        </span>
        <Button variant="default" disabled={props.isBusy} onPointerDown={holdPress} onClick={props.onReset}>
          {words.reset}
        </Button>
        <Button ref={save} type="submit" loading={props.isBusy} onPointerDown={holdPress}>
          {props.action ?? words.save}
        </Button>
      </div>
    </div>
  )
}

/**
 * Once nothing is left to save, the bar goes, and what was pressed in it: the focus goes to the group of what was edited
 * last, which opens no list of choices and no keyboard of a telephone, as the field might.
 */
function useFocusOfEdited(bar: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const own = bar.current
    const form = own?.closest('form')
    let groups = groupsAround(document.activeElement)
    const note = ({ target }: FocusEvent) => {
      if (target instanceof Element && !own?.contains(target)) groups = groupsAround(target)
    }
    form?.addEventListener('focusin', note)
    return () => {
      form?.removeEventListener('focusin', note)
      focusPlace(groups)
    }
  }, [bar])
}
