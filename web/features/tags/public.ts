/** What other rooms may use of tags. */

export { CustomerTags } from './tag-popover.tsx'
export { TagSelect } from './tag-select.tsx'
export { knownTags } from './tags.api.ts'
export { texts as tagTexts } from './tags.texts.ts'
export { useHasTags } from './use-has-tags.ts'
export { useTags } from './use-tags.ts'
