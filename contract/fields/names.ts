/**
 * Texts that people type: names, short texts on one line, longer ones on several. They are kept as typed in any script,
 * emoji and right-to-left included; only surrounding white space goes, and what breaks a single line becomes a space. Lengths count code points, as PostgreSQL's
 * char_length and JSON Schema's maxLength do, not UTF-16 units.
 */
import { z } from 'zod'
import { type Clearable, clearable, showsNothing } from './clearable.ts'
import { coded, codedIssue } from './issues.ts'

/** Control characters (U+0000 included), line separators and halves of surrogate pairs, which PostgreSQL cannot store. */
const notOnOneLine = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u
const notOnSeveralLines = /[\p{Cs}]|(?![\n\t])\p{Cc}/u

/** What comes along when a cell of a table or two lines of an address are pasted into one line. */
const lineBreaks = /[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]+/gu

/**
 * U+202D and U+202E reverse what follows, so that "gpj.exe" reads "exe.jpg". No script needs them; the marks, embeddings
 * and isolates that mixed right-to-left text does need are allowed.
 */
const reversesText = /[\u202D\u202E]/

/** What is said of a text with a character that cannot be stored, or not be shown. */
export const controlCharacter = coded('text_control_character', 'Contains a character that cannot be shown')

/** What is said of a text with a character that turns round what follows it. */
export const directionOverride = coded(
  'text_direction_override',
  'Contains an invisible character that reverses the text; type it anew',
)

/** Whether no character of a text turns round what follows it. */
export const isInOrder = (text: string): boolean => !reversesText.test(text)

/** A letter, a digit or an emoji that can be seen: U+3164 and its like are letters by category but draw nothing. */
const visible = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{Extended_Pictographic}\p{Regional_Indicator}]/u

/** What the reference and forms say about a field. */
type About = { description?: string; examples?: string[] }

/** Number of code points: an emoji beyond the basic plane counts once. */
export function countCharacters(text: string): number {
  return [...text].length
}

/** Whether it has more code points than that; of no text are there more than it has UTF-16 units. */
function isLonger(text: string, characters: number): boolean {
  return text.length > characters && countCharacters(text) > characters
}

/** Whether a text shows at least one letter, digit or emoji, so that it can serve as a name. */
export function hasVisibleCharacter(text: string): boolean {
  return visible.test(text)
}

/** Printable ASCII, which most texts are, needs no closer look. */
const isPlain = (text: string): boolean => /^[ -~]*$/.test(text)

const oneLine = () =>
  z.string().overwrite((text) => (isPlain(text) ? text.trim() : text.trim().replace(lineBreaks, ' ').trim()))

function filledText(maxCharacters: number, refused = notOnOneLine, typed = oneLine()) {
  // One check, for it runs for every field of every row of an import; one field shows one problem at a time.
  return typed.check((checked) => {
    const text = checked.value
    const found = (code: string, message: string) => checked.issues.push(codedIssue(code, message, text))
    if (!isPlain(text) && refused.test(text)) found(controlCharacter.params.code, controlCharacter.error)
    else if (reversesText.test(text)) found(directionOverride.params.code, directionOverride.error)
    else if (isLonger(text, maxCharacters)) found('text_too_long', `At most ${maxCharacters} characters`)
  })
}

/** Whether nothing in a text of one line is what no such text can hold. */
export const isOnOneLine = (text: string): boolean => !notOnOneLine.test(text)

/** A text of one line that is kept as it is sent, to the last space: the login to another server. */
export function exactText(maxCharacters: number, about: About = {}): z.ZodString {
  return filledText(maxCharacters, notOnOneLine, z.string())
    .min(1)
    .meta({ ...about, maxLength: maxCharacters })
}

/** A text of several lines that may be empty and has nothing to clear; line ends become \n, tabs stay. */
export function freeText(maxCharacters: number, about: About = {}): z.ZodString {
  return filledText(maxCharacters, notOnSeveralLines, severalLines()).meta({ ...about, maxLength: maxCharacters })
}

/** The name of an organization, a device, a person: 2–255 characters, at least one of them a letter, a digit or an emoji. */
export const displayName = filledText(255)
  .refine((text) => countCharacters(text) >= 2, coded('name_too_short', 'At least 2 characters'))
  .refine(hasVisibleCharacter, coded('name_without_letters', 'Needs a letter, a digit or an emoji'))
  .meta({ description: 'Name', examples: ['Airtel'], minLength: 2, maxLength: 255 })

/** A text of one line that has to be filled. */
export function requiredText(maxCharacters: number, about: About = {}): z.ZodString {
  return filledText(maxCharacters)
    .refine((text) => text !== '', coded('text_required', 'Must be filled'))
    .refine((text) => !showsNothing(text), coded('text_invisible', 'Needs a character that can be seen'))
    .meta({ ...about, minLength: 1, maxLength: maxCharacters })
}

/** A text of one line that may be left out or cleared. */
export function shortText(maxCharacters: number, about: About = {}): Clearable<z.ZodString> {
  return clearable(filledText(maxCharacters).meta({ ...about, maxLength: maxCharacters }))
}

const severalLines = () => z.string().overwrite((text) => text.replace(/\r\n?/g, '\n').trim())

/** A text of several lines that may be left out or cleared; line ends become \n, tabs stay. */
export function multiLineText(maxCharacters: number, about: About = {}): Clearable<z.ZodString> {
  return clearable(freeText(maxCharacters, about))
}

/** A text of several lines that has to say something; line ends become \n, tabs stay. */
export function longText(maxCharacters: number, about: About = {}): z.ZodString {
  return filledText(maxCharacters, notOnSeveralLines, severalLines())
    .refine(hasVisibleCharacter, coded('text_required', 'Must be filled'))
    .meta({ ...about, minLength: 1, maxLength: maxCharacters })
}
