import classes from './list.module.css'

/** A text in the list of customers, on one line; what does not fit is seen by pointing at it. */
export function OneLine({ text }: { text: string }) {
  return (
    <span className={classes.oneLine} title={text}>
      {text}
    </span>
  )
}
