const longest = 50

/**
 * Makes a key of a name that none of some has: of `Überwachungs-Kamera` `uberwachungs_kamera`. What has no letter of
 * the Latin script left becomes `class`.
 */
export function freeCode(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  const base = /^[a-z]/.test(words) ? words : words === '' ? 'class' : `class_${words}`
  for (let number = 1; ; number++) {
    const end = number === 1 ? '' : `_${number}`
    const code = `${base.slice(0, longest - end.length).replace(/_+$/, '')}${end}`
    if (!taken.has(code)) return code
  }
}
