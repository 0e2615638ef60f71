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
  /** How many are shown where there is one line for them; the others are counted, and named on the count. */
  mostOnLine?: number
}) {
  const { tags, mostOnLine } = props
  if (tags.length === 0) return null
  const shown = mostOnLine === undefined ? tags : tags.slice(0, mostOnLine)
  const rest = tags.slice(shown.length)
  return (
    <ul className={classes.chips} aria-label={props.label} data-line={mostOnLine === undefined ? undefined : true}>
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
