import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { texts } from './texts.ts'
import classes from './toolbar.module.css'

/** Searches as one types, 200 ms after the last key. Follows the address when it changes by other means. */
export function SearchBox(props: {
  label: string
  /** In the field while it is empty, where the label has no room. */
  hint?: string | undefined
  value: string
  onChange: (q: string) => void
}) {
  const [text, setText] = useState(props.value)
  const [sent, setSent] = useState(props.value)
  const input = useRef<HTMLInputElement>(null)
  if (props.value !== sent) {
    setSent(props.value)
    // Our own change coming back may not overwrite what was typed in the meantime.
    if (props.value !== text.trim()) setText(props.value)
  }
  const send = useDebouncedCallback((q: string) => {
    setSent(q)
    props.onChange(q)
  }, 200)
  const change = (typed: string) => {
    setText(typed)
    send(typed.trim())
  }
  return (
    <TextInput
      ref={input}
      type="search"
      className={classes.search}
      placeholder={props.hint ?? props.label}
      aria-label={props.label}
      value={text}
      maxLength={200}
      onChange={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') send.flush()
      }}
      leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
      rightSection={
        text !== '' && (
          <CloseButton
            size={24}
            aria-label={texts.search.clear}
            onClick={() => {
              change('')
              send.flush()
              input.current?.focus()
            }}
          />
        )
      }
    />
  )
}
