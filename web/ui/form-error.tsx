import { IconAlertCircle } from '@tabler/icons-react'
import classes from './form-error.module.css'

/** What went wrong with a form as a whole, read out when it appears. Takes no room while there is nothing to say. */
export function FormError({ children }: { children: string | null | undefined }) {
  return (
    <div role="alert" className={classes.slot}>
      {children && (
        <div className={classes.error}>
          <IconAlertCircle size={17} stroke={1.8} className={classes.icon} aria-hidden />
          <span>{children}</span>
        </div>
      )}
    </div>
  )
}
