/** What other rooms may call of imports. */
export { expireImportsTask } from './expire-imports.ts'
export { importTask } from './run-import.ts'
