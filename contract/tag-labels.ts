/** What of a tag is shown wherever it is set. Kept apart from how tags are made: the first page of the web app needs it. */
import { z } from 'zod'
import { TagId } from './ids.ts'

/** The colors that a tag can have, by name: what each looks like is for the color scheme to say. */
export const tagColors = ['gray', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'] as const
export type TagColor = (typeof tagColors)[number]

/** A tag as it stands on what carries it. */
export const TagLabel = z.object({ id: TagId, name: z.string(), color: z.enum(tagColors) })
export type TagLabel = z.infer<typeof TagLabel>

/** The most tags that one customer, device or entity carries. */
export const mostTagsOfOne = 50

/** The tags of what carries them as they are sent: the whole list of those that the caller sees. */
export const tagIds = z
  .array(TagId)
  .max(mostTagsOfOne)
  .meta({ description: 'The whole list of those that the caller can see; others stay' })
