import { type TagColor, tagColors } from '@tenantry/contract/tag-labels.ts'

/** The color that the fewest tags have, for a new one to be told from them. */
export function freeColor(tags: readonly { color: TagColor }[]): TagColor {
  const uses = (color: TagColor) => tags.filter((tag) => tag.color === color).length
  return tagColors.reduce((least, color) => (uses(color) < uses(least) ? color : least))
}
