/** What other rooms may call of tags. */
export { moveTags, tagCondition, tagLabels, usableTags } from './carried-tags.queries.ts'
export { changeTags, setDeviceTags, setTags, tagNewOrganizations } from './change-tags.ts'
export { deviceTagCondition, deviceTagLabels } from './device-tags.queries.ts'
export { settleTag } from './named-tags.ts'
