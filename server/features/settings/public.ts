export { requireProvider } from './require-provider.ts'
export { type ResolvedSettings, resolveSettings, settingNames } from './resolve-settings.ts'
export { setSettings } from './set-settings.ts'
