/** What other rooms may call of tags. */
export { type LabelRow, moveTags, tagCondition, tagLabels, usableTags } from './carried-tags.queries.ts'
export { changeTags, setDeviceTags, setEntityTags, setTags, tagNewDevices, tagNewOrganizations } from './change-tags.ts'
export { settleTag, settleTagsOfRows } from './named-tags.ts'
export { deviceTags, entityTags } from './part-tags.queries.ts'
