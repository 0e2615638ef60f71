import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const library = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../node_modules/@mantine')
const styles = path.join(library, 'core/styles')

/** What no component asks for by itself. */
const forAll = ['baseline', 'default-css-variables', 'global']

const sheetName = 'web/platform/mantine-styles.css'
const named = /\b(?:import|export)\s+(type\s+)?\{([^}]*)\}\s*from\s*['"]@mantine\/([\w-]+)['"]/g
const any = /['"]@mantine\/([\w-]+)['"]/g

/**
 * Compares the style sheets of components that the app takes from the library with those that its code needs: of each
 * component that it imports, and of everything that this one imports in the library's own files.
 * @param {string} sheet the text of `mantine-styles.css`
 * @param {Map<string, string>} sources the app's files with their texts
 * @returns {string[]} what is wrong: style sheets that are missing, not needed or in another order than the library's
 */
export function problemsOfStyles(sheet, sources) {
  const problems = []
  const needed = new Map(forAll.map((name) => [name, 'every page']))
  for (const [file, text] of sources) {
    const uses = [...text.matchAll(named)]
    if (uses.length < [...text.matchAll(any)].length)
      problems.push(`${file} imports from the library without naming what, so that its styles cannot be told`)
    if (text.includes('@mantine/core/styles')) problems.push(`${file} imports styles that belong in ${sheetName}`)
    for (const [, isType, names, from] of uses)
      for (const name of isType ? [] : namesIn(names)) {
        const part = partOf(from, name)
        if (!part) problems.push(`${file} imports ${name}, which @mantine/${from} does not have`)
        else for (const style of stylesOf(part)) if (!needed.has(style)) needed.set(style, `${name} (${file})`)
      }
  }
  const all = [...sources.values()].join('\n')
  const taken = [...sheet.matchAll(/@import "@mantine\/core\/styles\/([\w-]+)\.layer\.css";/g)].map(([, name]) => name)
  for (const [style, by] of needed) {
    if (style.startsWith('@')) {
      if (!all.includes(`'${style}'`)) problems.push(`nothing imports ${style}, which ${by} needs`)
    } else if (!taken.includes(style)) problems.push(`${sheetName} lacks the styles of ${style}, which ${by} needs`)
  }
  for (const style of taken) if (!needed.has(style)) problems.push(`${sheetName} has ${style}, which nothing needs`)
  return [...problems, ...problemsOfOrder(taken)]
}

/** The library's whole sheet is the sheets of its components one after the other. */
function problemsOfOrder(taken) {
  const whole = readFileSync(`${styles}.layer.css`, 'utf8')
  const places = taken.map((name) => {
    const file = path.join(styles, `${name}.layer.css`)
    const [, own = null] = existsSync(file)
      ? (/^@layer mantine \{([\s\S]*)\}\s*$/.exec(readFileSync(file, 'utf8')) ?? [])
      : []
    return own === null ? -1 : whole.indexOf(own.trim())
  })
  return taken.flatMap((name, at) => {
    if (places[at] < 0) return [`${sheetName} has ${name}, which is no part of the library's whole sheet`]
    if (at > 0 && places[at] <= places[at - 1])
      return [`${sheetName} has ${name} after ${taken[at - 1]}; in the library's whole sheet it stands before`]
    return []
  })
}

const styled = new Map()

/** The names of all style sheets that a file of the library needs, itself and through what it imports. */
function stylesOf(part) {
  const known = styled.get(part)
  if (known) return known
  const found = new Set()
  const seen = new Set([part])
  for (const file of seen) {
    if (file.endsWith('.module.mjs')) found.add(styleOf(file))
    else for (const next of importsOf(file)) seen.add(next)
  }
  styled.set(part, found)
  return found
}

/** Packages beside the core have one style sheet each. */
function styleOf(module) {
  const [from] = path.relative(library, module).split(path.sep)
  return from === 'core' ? path.basename(module, '.module.mjs') : `@mantine/${from}/styles.layer.css`
}

function importsOf(file) {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^import\s+([^;"]+?)\s+from\s+"([^"]+)"/gm)].flatMap(([, what, target]) => {
    if (target.startsWith('.')) return [path.resolve(path.dirname(file), target)]
    const from = /^@mantine\/([\w-]+)$/.exec(target)?.[1]
    return from ? namesIn(what.replace(/[{}]/g, '')).flatMap((name) => partOf(from, name) ?? []) : []
  })
}

const parts = new Map()

/** The library's file that has what one of its packages exports by a name. */
function partOf(from, name) {
  const known = parts.get(from) ?? partsOf(from)
  parts.set(from, known)
  return known.get(name)
}

function partsOf(from) {
  const index = path.join(library, from, 'esm/index.mjs')
  return new Map(
    [...readFileSync(index, 'utf8').matchAll(/^import\s+\{([^}]*)\}\s+from\s+"(\.[^"]+)"/gm)].flatMap(
      ([, names, target]) =>
        names.split(',').map((name) => [
          name
            .trim()
            .split(/\s+as\s+/)
            .at(-1),
          path.resolve(path.dirname(index), target),
        ]),
    ),
  )
}

/** The names in the braces of an import, as the other file has them, without types. */
function namesIn(braces) {
  return braces
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each && !each.startsWith('type '))
    .map((each) => each.split(/\s+as\s+/)[0])
}
