import { type ComponentType, type FunctionComponent, lazy, useEffect, useReducer } from 'react'
import { isMissingCode, type Load, loadPart } from '../platform/missing-code.ts'
import { texts } from '../platform/texts.ts'
import { ErrorState } from './error-state.tsx'
import { notifyError } from './notify.ts'

/** What of its properties closes a part again. */
interface Closing {
  opened?: boolean
  onMissing?: () => void
  onClose?: () => void
  onEnd?: () => void
}

/** Properties of a part, and how it closes where it cannot be loaded and has no way of its own. */
type PartProps<Props> = Props & { onMissing?: () => void }

type Part<Props> = FunctionComponent<PartProps<Props>>

/**
 * A part of a page that loads once it is drawn. Where it cannot be loaded, the page stays with all that is typed there:
 * what opens says so in a note and closes, to be loaded when it is opened again, and what stands on the page says so in
 * its place.
 */
export function part<Props extends object>(load: Load<ComponentType<Props>>): Part<Props> {
  return orElse(load, (error) => {
    const failure: Failure<Props> = { load, error, next: null }
    return (props) => <Missing failure={failure} given={props} />
  })
}

/** A part without which a page is whole: left out where it cannot be loaded. */
export function ornament<Props extends object>(load: Load<ComponentType<Props>>): Part<Props> {
  return orElse(load, () => () => null)
}

function orElse<Props extends object>(
  load: Load<ComponentType<Props>>,
  instead: (error: unknown) => Part<Props>,
): Part<Props> {
  return lazy<ComponentType<PartProps<Props>>>(() =>
    loadPart(load).catch((error: unknown) => {
      if (!isMissingCode(error)) throw error
      return { default: instead(error) }
    }),
  )
}

interface Failure<Props extends object> {
  load: Load<ComponentType<Props>>
  error: unknown
  /** What is drawn once somebody has asked again. */
  next: Part<Props> | null
}

function Missing<Props extends object>({ failure, given }: { failure: Failure<Props>; given: PartProps<Props> }) {
  const [, redraw] = useReducer((times: number) => times + 1, 0)
  const { opened = true, onMissing, onClose, onEnd }: Closing = given
  const close = onMissing ?? onClose ?? onEnd
  const retry = () => {
    failure.next = part(failure.load)
  }
  useEffect(() => {
    if (failure.next || !opened || !close) return
    retry()
    // Where a script that parts share has failed, the browser asks for it again only once the page is loaded anew.
    notifyError(texts.errors.heading, texts.errors.missingAdvice, true)
    close()
  })
  if (failure.next) return opened && <failure.next {...given} />
  if (close) return null
  return (
    <ErrorState
      error={failure.error}
      onRetry={() => {
        retry()
        redraw()
      }}
    />
  )
}
