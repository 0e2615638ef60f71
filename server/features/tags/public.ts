/** What other rooms may call of tags. */
export { moveTags, tagCondition, tagLabels, usableTags } from './carried-tags.queries.ts'
export { changeTags, setTags } from './change-tags.ts'
