import { VisuallyHidden } from '@mantine/core'
import type { TagColor, TagLabel } from '@tenantry/contract/tag-labels.ts'
import classes from './tag-chips.module.css'

/** The color of a tag; its name stands beside it, so that nobody has to tell colors apart. */
export function TagDot({ color }: { color: TagColor }) {
  return <span className={classes.dot} data-color={color} aria-hidden />
}

/** The tags that something carries, where there is room for their colors alone; pointing at one shows its name. */
export function TagDots({ label, tags }: { label: string; tags: readonly TagLabel[] }) {
  return (
    <ul className={classes.dots} aria-label={label}>
      {tags.map(({ id, name, color }) => (
        <li key={id} title={name}>
          <TagDot color={color} />
          <VisuallyHidden>{name}</VisuallyHidden>
        </li>
      ))}
    </ul>
  )
}

/** The tags that something carries, by name. */
export function TagChips(props: {
  /** Read out: 'Tags of Airtel'. */
  label: string
  tags: readonly TagLabel[]
  /**
   * How many characters there is room for where they stand on one line: names that do not fit are counted, and named on
   * the count. The first one is always named, and cut where it has to be.
   */
  roomChars?: number
}) {
  const { tags, roomChars } = props
  if (tags.length === 0) return null
  const shown = tags.slice(0, roomChars === undefined ? tags.length : fitting(tags, roomChars))
  const rest = tags.slice(shown.length)
  return (
    <ul className={classes.chips} aria-label={props.label} data-line={roomChars === undefined ? undefined : true}>
      {shown.map(({ id, name, color }) => (
        <li key={id} className={classes.chip} title={name}>
          <TagDot color={color} />
          <span className={classes.name}>{name}</span>
        </li>
      ))}
      {rest.length > 0 && (
        <li className={`${classes.chip} ${classes.more}`} title={rest.map(({ name }) => name).join(', ')}>
          +{rest.length}
        </li>
      )}
    </ul>
  )
}

/** What a chip takes besides its name, in characters. */
const chipChars = 5

/** How many tags fit: as many as there is room for, and the first in any case. */
function fitting(tags: readonly TagLabel[], roomChars: number): number {
  let taken = 0
  const first = tags.findIndex(({ name }, index) => {
    taken += name.length + chipChars
    // The count takes room too, where anything is left to count.
    return taken + (index < tags.length - 1 ? chipChars : 0) > roomChars
  })
  return first < 0 ? tags.length : Math.max(1, first)
}
