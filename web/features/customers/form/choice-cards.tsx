import { Radio } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './form.module.css'

/** One choice out of few, each with a line that explains it. */
export function ChoiceCards<Value extends string>(props: {
  label: ReactNode
  name: string
  value: Value | ''
  options: readonly { value: Value; label: string; hint: string }[]
  error?: string | undefined
  isRequired?: boolean
  onChange: (value: Value) => void
}) {
  const choose = (value: string) => {
    const chosen = props.options.find((option) => option.value === value)
    if (chosen) props.onChange(chosen.value)
  }
  return (
    <Radio.Group
      label={props.label}
      name={props.name}
      value={props.value}
      error={props.error}
      withAsterisk={props.isRequired ?? false}
      onChange={choose}
    >
      <div className={classes.choices}>
        {props.options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            label={option.label}
            description={option.hint}
            size="xs"
            classNames={{
              root: classes.choice,
              inner: classes.choiceInner,
              radio: classes.choiceRadio,
              label: classes.choiceName,
            }}
            wrapperProps={{ 'data-checked': option.value === props.value || undefined }}
          />
        ))}
      </div>
    </Radio.Group>
  )
}
