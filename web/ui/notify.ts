/** A message in passing. */
export interface Note {
  title?: string
  message: string
  isError: boolean
  /** The page loaded anew is what helps in the end. */
  canReload?: boolean
}

type Listener = (note: Note) => void
let listener: Listener | null = null
const waiting: Note[] = []

/** Names who shows notes; those that came before are handed over. */
export function onNote(show: Listener): void {
  listener = show
  for (const note of waiting.splice(0)) show(note)
}

function send(note: Note): void {
  if (listener) listener(note)
  else waiting.push(note)
}

/** Tells in passing that something was done. */
export function notifyDone(message: string): void {
  send({ message, isError: false })
}

/** Tells that something was not done; stays until it is closed, for nobody should miss it. */
export function notifyError(title: string, message: string, canReload = false): void {
  send({ title, message, isError: true, canReload })
}
