export { type ResolvedSettings, resolveSettings } from './resolve-settings.ts'
export { setSettings } from './set-settings.ts'
