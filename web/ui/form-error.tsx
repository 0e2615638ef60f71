import { IconAlertCircle } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { signedOutTexts } from '../platform/signed-out-texts.ts'
import classes from './form-error.module.css'

/**
 * What went wrong with a form as a whole, read out when it appears. Takes no room while there is nothing to say. In a
 * panel, whose button may lie far below it, it comes into view and takes the focus; the first marked field does before it.
 * Where the session has ended, it leads to signing in beside what was typed.
 */
export function FormError(props: {
  children: string | null | undefined
  /** Comes up by itself, not in answer to a button: whoever types goes on typing. */
  isQuiet?: boolean | undefined
}) {
  const { children, isQuiet } = props
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (children && !isQuiet) bringIntoView(box.current)
  }, [children, isQuiet])
  return (
    <div role="alert" ref={box} tabIndex={-1} className={classes.slot}>
      {children && (
        <div className={classes.error}>
          <IconAlertCircle size={17} stroke={1.8} className={classes.icon} aria-hidden />
          <span>
            {children}
            {children.endsWith(signedOutTexts.kept) && (
              <>
                {' '}
                <a href="/sign-in" target="_blank" rel="noreferrer">
                  {signedOutTexts.signIn}
                </a>
              </>
            )}
          </span>
        </div>
      )}
    </div>
  )
}

function bringIntoView(box: HTMLElement | null) {
  if (!box?.closest('[role="dialog"]')) return
  const marked = box.closest('form, [role="dialog"]')?.querySelector<HTMLElement>('[aria-invalid="true"]')
  ;(marked ?? box).focus()
}
