import { Button } from '@mantine/core'
import { useDebouncedValue, useFocusWithin } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { suggestCode } from '@tenantry/contract/fields/codes.ts'
import { hasVisibleCharacter } from '@tenantry/contract/fields/names.ts'
import { type ChangeEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { TextField } from '../../../ui/text-field.tsx'
import { suggestionQuery, typedCodeQuery, type Where } from '../customer.api.ts'
import { formTexts } from '../form.texts.ts'
import type { CompanyValues } from './company-values.ts'
import { bindText, type FormPart, stableHandler } from './form-part.ts'

const words = formTexts.company

/** The values after the name was typed: the code follows it until somebody types one. */
export function withName(values: CompanyValues, name: string): CompanyValues {
  if (values.isCodeTyped) return { ...values, name }
  return { ...values, name, code: hasVisibleCharacter(name) ? suggestCode(name.trim()) : '' }
}

/** The values after the code was typed. Emptied, it follows the name again. */
export function withCode(values: CompanyValues, code: string): CompanyValues {
  return { ...values, code, isCodeTyped: code.trim() !== '' }
}

/** The values after the API has suggested a code for a name; too late when another name or code stands there by now. */
export function withSuggestion(values: CompanyValues, forName: string, code: string): CompanyValues {
  return values.isCodeTyped || values.name.trim() !== forName || values.code === code ? values : { ...values, code }
}

/**
 * Name and code. The code is guessed at once and then replaced by a free one that the API knows; of a typed one that is not
 * free it is said as soon as somebody has left it.
 * @param parentId where the customer will lie, for a code that is free there; undefined where none is to be suggested
 * @param takenInstead a free code that the API offered when it refused the typed one
 */
export function NameAndCodeFields(props: {
  part: FormPart<CompanyValues>
  parentId?: string | undefined
  /** As what it will lie there. */
  type?: Where['type']
  takenInstead?: string | undefined
}) {
  const { part } = props
  const { values, update } = part
  const text = bindText(part)
  const { ref, focused } = useFocusWithin()
  const input = useRef<HTMLInputElement>(null)
  useSuggestion(part, props.parentId, input)
  const told = useTypedCode(values, props, focused)
  const typed = (key: 'name' | 'code', change: (values: CompanyValues, text: string) => CompanyValues) =>
    stableHandler(update, key, () => (event: ChangeEvent<HTMLInputElement>) => {
      const { value } = event.currentTarget
      update((now) => change(now, value))
    })
  // Offered only beside what says why.
  const offered = (part.errors.code && props.takenInstead) || told?.instead
  const instead = offered === values.code ? undefined : offered
  return (
    <>
      <TextField
        label={words.name}
        placeholder={words.namePlaceholder}
        required
        autoComplete="off"
        {...text('name')}
        onChange={typed('name', withName)}
      />
      <div ref={ref}>
        <TextField
          ref={input}
          label={words.code}
          description={words.codeHint}
          placeholder={words.codePlaceholder}
          required
          autoComplete="off"
          spellCheck={false}
          {...text('code')}
          error={part.errors.code ?? told?.error}
          onChange={typed('code', withCode)}
        />
        {instead && (
          <Button variant="light" size="xs" mt={6} onClick={() => update((now) => withCode(now, instead))}>
            {formTexts.wizard.takeSuggestion(instead)}
          </Button>
        )}
      </div>
    </>
  )
}

/**
 * Takes the place of the guess as soon as it comes; for whoever is in the field the same part of it is selected then. Tab has
 * selected the guess, and browsers select nothing of a text that is written in its place.
 */
function useSuggestion(
  { values, update }: FormPart<CompanyValues>,
  parentId: string | undefined,
  input: RefObject<HTMLInputElement | null>,
): void {
  const kept = useRef<{ code: string; start: number; end: number } | null>(null)
  const [name] = useDebouncedValue(values.name.trim(), 200)
  const isWanted = parentId !== undefined && !values.isCodeTyped
  const { data: code } = useQuery({ ...suggestionQuery(isWanted ? name : '', parentId) })
  useEffect(() => {
    if (!isWanted || code === undefined) return
    kept.current = selectionFor(code, input.current)
    update((now) => withSuggestion(now, name, code))
  }, [isWanted, code, name, update, input])
  const { code: shown, isCodeTyped } = values
  useLayoutEffect(() => {
    const selection = kept.current
    kept.current = null
    if (selection && selection.code === shown && !isCodeTyped)
      input.current?.setSelectionRange(selection.start, selection.end)
  }, [shown, isCodeTyped, input])
}

/** What is selected in the field that has the focus, of the text that comes into it: all of it where all is. */
function selectionFor(code: string, input: HTMLInputElement | null) {
  if (!input || input !== document.activeElement) return null
  const [start, end] = [input.selectionStart ?? 0, input.selectionEnd ?? 0]
  const isWhole = start === 0 && end === input.value.length
  return { code, start, end: isWhole ? code.length : end }
}

/** What is wrong with a code that somebody has typed and left. */
function useTypedCode({ name, code, isCodeTyped }: CompanyValues, { parentId, type }: Where, isThere: boolean) {
  const [settled] = useDebouncedValue(name.trim(), 200)
  const isOwn = parentId !== undefined && isCodeTyped
  const { data } = useQuery(typedCodeQuery({ name: settled, code: code.trim(), parentId, type }, isOwn && !isThere))
  // It stays for whoever comes back, to press what takes the free one, too.
  return isOwn ? data : null
}
