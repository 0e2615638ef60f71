import path from 'node:path'

/**
 * Compares the classes that style modules have with those that the files that import them put on elements.
 * @param {Map<string, string>} files style modules and sources with their texts
 * @returns {string[]} classes that nothing has, and classes without a rule
 */
export function problemsOfClasses(files) {
  const modules = new Map([...files.keys()].filter((file) => file.endsWith('.module.css')).map((file) => [file, []]))
  const problems = []
  for (const [file, text] of files)
    for (const [, name, target] of text.matchAll(/\bimport (\w+) from '([^']+\.module\.css)'/g)) {
      const module = path.normalize(path.join(path.dirname(file), target))
      const used = [...text.matchAll(new RegExp(`(?<![\\w./'-])${name}\\.(\\w+)`, 'g'))].map(([, one]) => one)
      modules.get(module)?.push(...used)
      if (new RegExp(`(?<![\\w./'-])${name}\\[`).test(text))
        problems.push(`${file} reads a class of ${module} by a name that is made, so that its use cannot be told`)
      for (const one of new Set(used))
        if (!classesIn(files.get(module) ?? '').has(one)) problems.push(`${file} uses ${one}, which ${module} lacks`)
    }
  for (const [module, used] of modules)
    for (const one of classesIn(files.get(module)))
      if (!used.includes(one)) problems.push(`${module} has ${one}, which nothing uses`)
  return problems
}

function classesIn(css) {
  const selectors = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/:global\([^)]*\)/g, '')
  return new Set([...selectors.matchAll(/\.([a-zA-Z]\w*)(?=[^{};]*\{)/g)].map(([, name]) => name))
}
