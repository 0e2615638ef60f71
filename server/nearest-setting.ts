/** Which setting somebody has meant who wrote one that there is not. */
import leven from 'leven'

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
    .map(({ setting, own }) => ({ setting, own, wrong: leven(typed, own) }))
    .filter(({ own, wrong }) => wrong <= mostHere || own.startsWith(`${typed}_`) || typed.startsWith(`${own}_`))
    .sort((a, b) => a.wrong - b.wrong)
  return best?.setting ?? null
}

const withoutPrefix = (name: string) => name.replace(/^TENANTRY_/, '')
