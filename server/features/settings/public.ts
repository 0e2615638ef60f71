export { ownSettings } from './own-settings.queries.ts'
export { raiseProvider, requireProvider, requireWhole } from './require-provider.ts'
export { type ResolvedSettings, resolveSettings, type SettingName, settingNames, withOwn } from './resolve-settings.ts'
export { insertManySettings, setSettings } from './set-settings.ts'
