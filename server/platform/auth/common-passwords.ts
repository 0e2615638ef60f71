/** The passwords that a guesser tries first, and what people make of them to get past rules. */

/** People put what a rule asks for before or behind a word of theirs; this much of it makes no password a good one. */
const mostAround = 8

const leet: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '8': 'b',
  '3': 'e',
  '6': 'g',
  '9': 'g',
  '!': 'i',
  '1': 'i',
  '|': 'l',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
  '+': 't',
  '2': 'z',
}

let loaded: Promise<ReadonlySet<string>> | undefined

/** Read when first asked for: it takes 15 MB, which most processes never need. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  loaded ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']))
  return loaded
}

/**
 * Whether it is one of the most common passwords, or one in disguise: in capitals, with digits or signs for letters,
 * with up to eight digits and signs around it (`P@ssw0rd-2026!`).
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  const common = await commonPasswords()
  return disguises(password.normalize('NFKC').toLowerCase()).some((each) => common.has(each))
}

const around = [/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, /[^\p{L}]+$/u, /^[^\p{L}]+|[^\p{L}]+$/gu]

function disguises(typed: string): string[] {
  const cores = [typed, ...around.map((signs) => typed.replace(signs, ''))]
  return cores
    .filter((core) => typed.length - core.length <= mostAround)
    .flatMap((core) => [core, unmasked(core, 'i'), unmasked(core, 'l')])
}

function unmasked(text: string, one: string): string {
  return [...text].map((character) => (character === '1' ? one : (leet[character] ?? character))).join('')
}
