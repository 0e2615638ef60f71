import type { ComponentProps } from 'react'
import { texts } from './texts.ts'
import classes from './toolbar.module.css'

/** The words of a condition, to be pressed to change it. */
export function ChipButton({ text, className, ...rest }: { text: string } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      className={className ? `${classes.chipText} ${className}` : classes.chipText}
      title={text}
      aria-label={texts.filter.editChip(text)}
      {...rest}
    >
      {text}
    </button>
  )
}
