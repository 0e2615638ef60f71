import type { Operation } from '@tenantry/contract/operation.ts'

/** What stands behind a collection in place of an id. */
const words: Readonly<Record<string, string>> = { 'license-alerts': 'below' }

/**
 * The address of an operation.
 * @param ids one id for each `{…}` of the path, or ids by the collection that stands before it: `customers`, `entities`
 */
export function operationUrl(
  { path }: Pick<Operation, 'path'>,
  ids: string | Readonly<Record<string, string>>,
): string {
  const idOf = (collection: string) => words[collection] ?? (typeof ids === 'string' ? ids : (ids[collection] ?? ''))
  return `/api/v1${path.replace(/([^/]+)\/\{\w+\}/g, (_, collection: string) => `${collection}/${idOf(collection)}`)}`
}
