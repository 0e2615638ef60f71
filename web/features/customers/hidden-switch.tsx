import { useNavigate } from '@tanstack/react-router'
import { texts } from './customers.texts.ts'
import classes from './list.module.css'

/** Whether a list shows disabled and archived customers, too, or what is theirs; in its address. */
export function HiddenSwitch({ isOn }: { isOn: boolean }) {
  const navigate = useNavigate()
  const show = (all: boolean) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, all: all || undefined }) })
  return (
    <label className={classes.switch}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={isOn}
        checked={isOn}
        onChange={(event) => show(event.currentTarget.checked)}
      />
      {texts.list.showHidden}
    </label>
  )
}
