import { CheckIcon } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './choices.module.css'

/** How a list shows a choice in more words than its name: with the mark of what is chosen before it, as the library has it. */
export function Choosable({ isChosen, children }: { isChosen: boolean | undefined; children: ReactNode }) {
  return (
    <>
      {isChosen && <CheckIcon className={classes.check} />}
      {children}
    </>
  )
}
