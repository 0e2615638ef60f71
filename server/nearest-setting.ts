/** Which setting somebody has meant who wrote one that there is not. */

/** Of a longer name more letters may be wrong. */
const lettersToOneWrong = 3
const mostWrong = 2

/**
 * Finds the setting that is written most like a name: with a few letters wrong, with its end left out or one added.
 * @param known the settings that there are
 * @returns null where none is like it
 */
export function nearestSetting(name: string, known: readonly string[]): string | null {
  const typed = withoutPrefix(name)
  const mostHere = Math.min(mostWrong, Math.floor(typed.length / lettersToOneWrong))
  const [best] = known
    .map((setting) => ({ setting, own: withoutPrefix(setting) }))
    .map(({ setting, own }) => ({ setting, own, wrong: lettersWrong(typed, own) }))
    .filter(({ own, wrong }) => wrong <= mostHere || own.startsWith(`${typed}_`) || typed.startsWith(`${own}_`))
    .sort((a, b) => a.wrong - b.wrong)
  return best?.setting ?? null
}

const withoutPrefix = (name: string) => name.replace(/^TENANTRY_/, '')

/** How many letters have to be added, left out or changed to make one text of the other. */
function lettersWrong(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [row, letter] of [...one].entries()) {
    const current = [row + 1]
    for (const [column, wanted] of [...other].entries()) {
      const [left = 0, up = 0, before = 0] = [current[column], above[column + 1], above[column]]
      current.push(Math.min(left + 1, up + 1, before + (letter === wanted ? 0 : 1)))
    }
    above = current
  }
  return above.at(-1) ?? 0
}
