/**
 * Where to go after signing in, if it is an address of this product: a path, never another site. Browsers read
 * `//host` and `/\host` as addresses of other sites.
 */
export function readReturnTo(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^\/(?![/\\])/.test(value)) return undefined
  if (/[\p{Cc}\\]/u.test(value) || value === '/' || value.startsWith('/sign-in')) return undefined
  return value
}
