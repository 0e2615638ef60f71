/** Cells that the tables of licenses have in common. */
import { formatNumber } from '../../platform/format.ts'
import type { fullness } from '../../ui/usage-bar.tsx'
import classes from './licenses.module.css'
import { texts } from './licenses.texts.ts'
import { StoryButton } from './story-button.tsx'

const { none, overBy: overByWords } = texts.cells

interface Opening {
  label: string
  onClick: () => void
}

/**
 * A number, or what stands in its place.
 * @param count null where there is none
 * @param text stands in the number's place
 * @param isNone whether there is nothing to see; 0 counts as nothing, but for a limit, of which it says the most
 */
export function FigureCell(props: {
  heading: string
  count: number | null
  text?: string
  isNone?: boolean
  button?: Opening
}) {
  const { count, button, isNone = !count } = props
  const text = props.text ?? (count === null ? none : formatNumber(count))
  return (
    <td data-align="end" data-heading={props.heading} data-none={isNone || undefined}>
      {button ? <StoryButton {...button}>{text}</StoryButton> : text}
    </td>
  )
}

/**
 * What is left of something, and by how much it is over.
 * @param text stands in the number's place where nothing limits it
 * @param hint says what more may be used
 */
export function FreeCell(props: {
  heading: string
  free: number | null
  overBy: number
  state: ReturnType<typeof fullness>
  text?: string
  hint?: string
  over?: Opening
}) {
  const { free, overBy } = props
  const words = overByWords(formatNumber(overBy))
  return (
    <td
      data-align="end"
      data-heading={props.heading}
      data-none={free === null || undefined}
      className={free === null ? undefined : classes.free}
      data-state={props.state}
    >
      {free === null ? (props.text ?? none) : formatNumber(free)}
      {props.hint !== undefined && <span className={classes.below}>{props.hint}</span>}
      {overBy > 0 && (
        <span className={classes.over}>{props.over ? <StoryButton {...props.over}>{words}</StoryButton> : words}</span>
      )}
    </td>
  )
}
