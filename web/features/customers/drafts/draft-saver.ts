/** Saves a draft by itself, a moment after each change, one request at a time. Knows neither React nor HTTP. */
import { ApiError } from '@tenantry/contract/client.ts'

/** Where a draft lies on the server, and in which version this window knows it. */
export interface Saved {
  id: string
  etag: string
}

/** What is saved of a wizard. */
export interface DraftContent {
  title: string
  stepId: string
  parentId: string | null
  values: Record<string, unknown>
}

/** What the server was asked to save, until its answer comes. */
export interface Sending {
  content: DraftContent
  /** Of its creation; null where it replaces what is saved. */
  key: string | null
}

/** What is known of a draft on the server; both from the same moment, so that it is found by one of them. */
export interface Known {
  saved: Saved | null
  unanswered: Sending | null
  /** Whether the server had all of it, as far as this window knows. */
  isWhole?: boolean
}

/** The server's side. Each throws as the client of the API does. */
export interface DraftRemote {
  create: (content: DraftContent, key: string, isLeaving: boolean) => Promise<Saved>
  replace: (saved: Saved, content: DraftContent, isLeaving: boolean) => Promise<Saved>
  remove: (id: string) => Promise<void>
  read: (id: string) => Promise<{ saved: Saved; content: DraftContent }>
}

/** Whether two versions hold the same; what else is saved of a draft follows from it. */
export function isSameDraft(a: DraftContent | null, b: DraftContent | null): boolean {
  const text = (content: DraftContent | null) => content && JSON.stringify([content.stepId, content.values])
  return text(a) === text(b)
}

/**
 * `here`: the server was not reached and is tried again; `refused`: it does not take what was typed. Two wait for a choice:
 * `conflict`, where another device has saved something else, and `gone`, where it became a customer or was thrown away.
 */
export type SavingState = 'idle' | 'waiting' | 'saved' | 'here' | 'refused' | 'conflict' | 'gone'

/** How long typing must rest before it is saved, and how long the server is given when it was not reached. */
const delays = { restMs: 1_000, againMs: 10_000 }

const mostAttempts = 5

/** Saves one draft after the other; see above. */
export class DraftSaver {
  readonly #remote: DraftRemote
  readonly #newKey: () => string
  readonly #onChange: (state: SavingState, saved: Saved | null) => void
  readonly #onKeep: (known: Known) => void
  #saved: Saved | null
  #state: SavingState
  #pending: DraftContent | null = null
  /**
   * It is repeated as it was where its answer never came, so that one draft comes of a creation, and what is saved is not
   * taken for another device's.
   */
  #unanswered: Sending | null
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | null = null
  /** The draft's removal, if it was thrown away; never fails. */
  #removal: Promise<void> = Promise.resolve()
  #isHeld = false
  /** What a page has kept may be more than what the server has. */
  #isComparing = false
  #attempts = 0

  /**
   * @param known what a page that was loaded again has kept, or what was opened
   * @param onKeep keeps what is known for a page that is loaded again: before anything is asked for, and as soon as
   * its answer has come
   */
  constructor(
    remote: DraftRemote,
    known: Known,
    newKey: () => string,
    onChange: (state: SavingState, saved: Saved | null) => void,
    onKeep: (known: Known) => void,
  ) {
    this.#remote = remote
    this.#saved = known.saved
    this.#unanswered = known.unanswered
    this.#state = known.saved ? 'saved' : 'idle'
    this.#newKey = newKey
    this.#onChange = onChange
    this.#onKeep = onKeep
  }

  get saved(): Saved | null {
    return this.#saved
  }

  get known(): Known {
    const isWhole = this.#saved !== null && !this.#pending && !this.#unanswered && !this.#isComparing
    return { saved: this.#saved, unanswered: this.#unanswered, isWhole }
  }

  get state(): SavingState {
    return this.#state
  }

  /** Notes what is to be saved once typing rests. */
  change(content: DraftContent): void {
    this.#pending = content
    if (this.#isToBeChosen || this.#isHeld) return
    this.#tell('waiting')
    this.#saveIn(delays.restMs)
  }

  /** Compares what a page that was loaded again has kept with what the server has, before it goes on from either. */
  async restore(content: DraftContent): Promise<void> {
    const known = this.#saved
    if (!known) return this.change(this.#pending ?? content)
    this.#isComparing = true
    // Where it cannot be told, what is saved next finds out.
    const theirs = await this.#readIfThere(known.id).catch(() => undefined)
    this.#isComparing = false
    if (this.#saved !== known) return
    if (theirs === null && !this.#isHeld) return this.lose(content)
    if (!theirs) return this.change(this.#pending ?? content)
    const latest = this.#pending ?? content
    if (isSameDraft(theirs.content, latest)) return this.settle(theirs.saved, null)
    this.#pending = latest
    if (theirs.saved.etag === known.etag) return this.change(latest)
    if (!isSameDraft(theirs.content, this.#unanswered?.content ?? null)) return this.#tell('conflict')
    this.#know(theirs.saved)
    this.change(latest)
  }

  /** Saves now what has not been saved, after a removal. @returns whether everything is on the server */
  async flush(isLeaving = false): Promise<boolean> {
    clearTimeout(this.#timer)
    await this.#removal
    while (this.#running) await this.#running
    while (this.#pending && !this.#isHeld && !this.#isToBeChosen) {
      this.#running = this.#send(this.#pending, isLeaving)
      await this.#running
      this.#running = null
      if (this.#state === 'here' || this.#state === 'refused') return false
    }
    return this.#pending === null && !this.#isToBeChosen
  }

  /** Saves nothing more until it is resumed, and waits for what is under way. */
  async hold(): Promise<void> {
    this.#isHeld = true
    clearTimeout(this.#timer)
    if (this.#running) await this.#running
  }

  resume(): void {
    this.#isHeld = false
    if (this.#pending) this.#saveIn(delays.restMs)
  }

  /** Saves nothing of this draft any more, after it became a customer. */
  finish(): void {
    this.#isHeld = true
    clearTimeout(this.#timer)
    this.#pending = null
    this.#unanswered = null
    this.#saved = null
    this.#attempts = 0
    this.#tell('idle')
  }

  /** Begins another draft. */
  restart(): void {
    this.finish()
    this.#isHeld = false
  }

  /** Removes the draft from the server, where it may lie unheard of, too, and saves nothing of it any more. */
  discard(): Promise<void> {
    const removing = this.#remove()
    this.#removal = removing.catch(() => {})
    return removing
  }

  /** Goes on from a version of the server: with what is typed here on top of it, or with nothing to save. */
  settle(saved: Saved, content: DraftContent | null): void {
    this.#know(saved)
    this.#pending = content
    this.#tell('saved')
    if (content) void this.flush()
  }

  /**
   * What another device has saved. Where that is gone, the choice is another one from now on.
   * @throws ApiError, TypeError when it cannot be told; the choice is open as before
   * @returns null where there is nothing of it to choose
   */
  async findTheirs(): Promise<{ saved: Saved; content: DraftContent } | null> {
    const id = this.#saved?.id
    if (this.#state !== 'conflict' || id === undefined) return null
    const theirs = await this.#readIfThere(id)
    if (this.#state !== 'conflict') return null
    if (!theirs) this.#tell('gone')
    return theirs
  }

  /**
   * Puts what is typed here in the place of what another device has saved.
   * @throws ApiError, TypeError when it cannot be told whether that is still there
   */
  async keepMine(): Promise<void> {
    const theirs = await this.findTheirs()
    if (theirs) this.settle(theirs.saved, this.#pending)
  }

  /** The draft is no longer there: nothing is saved of what is typed here until somebody chooses. */
  lose(content: DraftContent): void {
    this.#pending ??= content
    this.#tell('gone')
  }

  /** Goes on as a new draft with what is typed here, for somebody who knows that the one before is gone. */
  startAnew(): void {
    if (this.#state !== 'gone') return
    this.#saved = null
    this.#note(null)
    this.#tell('waiting')
    void this.flush()
  }

  /**
   * Looks for the draft of a creation whose answer never came, before a customer is created without it: it may lie on the
   * server, or a customer have come of it already.
   * @throws TypeError when the server cannot be reached
   */
  async findUnheard(): Promise<void> {
    const unheard = this.#saved ? null : this.#unanswered
    if (!unheard || unheard.key === null || this.#state === 'gone') return
    try {
      this.#know(await this.#remote.create(unheard.content, unheard.key, false))
    } catch (error) {
      if (isNotFound(error)) this.lose(unheard.content)
      // A customer does not wait for its draft to be taken.
      else if (!(error instanceof ApiError)) throw error
    }
  }

  /**
   * Saves now what has not been saved, as whoever leaves wants to keep it: a conflict waits for a choice, and where the
   * draft is gone, what is typed here is kept as a new one.
   * @returns what it is kept as; null where not everything is on the server
   */
  async keep(): Promise<'draft' | 'new-draft' | null> {
    await this.flush()
    await this.findTheirs().catch(() => null)
    const isGone = this.#state === 'gone'
    if (isGone) this.startAnew()
    if (!(await this.flush())) return null
    return isGone ? 'new-draft' : 'draft'
  }

  async #remove(): Promise<void> {
    await this.hold()
    const saved = this.#saved
    const unanswered = this.#unanswered
    const isGone = this.#state === 'gone'
    this.finish()
    if (isGone) return
    const lying = saved ?? (await this.#find(unanswered))
    if (lying) await this.#remote.remove(lying.id)
  }

  async #readIfThere(id: string): Promise<{ saved: Saved; content: DraftContent } | null> {
    try {
      return await this.#remote.read(id)
    } catch (error) {
      if (isNotFound(error)) return null
      throw error
    }
  }

  #saveIn(ms: number): void {
    clearTimeout(this.#timer)
    if (!this.#isHeld) this.#timer = setTimeout(() => void this.flush(), ms)
  }

  async #send(content: DraftContent, isLeaving: boolean): Promise<void> {
    this.#pending = null
    try {
      await this.#store(content, isLeaving)
      this.#tell(this.#pending ? 'waiting' : 'saved')
    } catch (error) {
      this.#pending ??= content
      this.#tell(await this.#after(error, content))
      if (this.#state === 'here') this.#saveIn(delays.againMs)
    }
  }

  async #store(content: DraftContent, isLeaving: boolean): Promise<void> {
    const first = this.#toRepeat(isLeaving) ?? this.#begin(content)
    await this.#ask(first, isLeaving)
    if (!isSameDraft(first.content, content)) await this.#ask(this.#begin(content), isLeaving)
  }

  /** On leaving a page there is time for one request: what is newest goes, where no second draft can come of it. */
  #toRepeat(isLeaving: boolean): Sending | null {
    const isReplacing = this.#unanswered?.key === null
    if (isReplacing !== (this.#saved !== null)) return null
    return isReplacing && isLeaving ? null : this.#unanswered
  }

  #begin(content: DraftContent): Sending {
    const sending = { content, key: this.#saved ? null : this.#newKey() }
    this.#note(sending)
    return sending
  }

  async #ask({ content, key }: Sending, isLeaving: boolean): Promise<void> {
    const saved = this.#saved
    if (key !== null) this.#know(await this.#remote.create(content, key, isLeaving))
    else if (saved) this.#know(await this.#remote.replace(saved, content, isLeaving))
  }

  #know(saved: Saved): void {
    this.#saved = saved
    this.#note(null)
  }

  #note(unanswered: Sending | null): void {
    this.#unanswered = unanswered
    this.#onKeep(this.known)
  }

  /** The draft of a creation whose answer never came; null where there is none. */
  async #find(unanswered: Sending | null): Promise<Saved | null> {
    if (!unanswered || unanswered.key === null) return null
    try {
      return await this.#remote.create(unanswered.content, unanswered.key, false)
    } catch (error) {
      if (isAnswer(error)) return null
      throw error
    }
  }

  async #after(error: unknown, content: DraftContent): Promise<SavingState> {
    // Whoever signs in again goes on with it.
    if (error instanceof ApiError && error.code === 'not_signed_in') return 'refused'
    if (!isAnswer(error)) return 'here'
    if (error.code === 'precondition_failed' && this.#saved) return this.#compare(this.#saved, content)
    // What is known of it stays, so that a page that is loaded again finds the same.
    if (isNotFound(error)) return 'gone'
    if (this.#unanswered) this.#note(null)
    // The organization above was being deleted, or the key of its creation is another one's.
    const isPassing = ['conflict', 'idempotency_key_reused'].includes(error.code)
    if (!isPassing || this.#attempts >= mostAttempts) return 'refused'
    this.#attempts++
    return 'waiting'
  }

  /** A page that was left while saving does not know that it has saved; only another content is a conflict. */
  async #compare({ id }: Saved, content: DraftContent): Promise<SavingState> {
    const theirs = await this.#remote.read(id).catch(() => null)
    if (!theirs) return 'here'
    const isSame = isSameDraft(theirs.content, content)
    const isSent = isSameDraft(theirs.content, this.#unanswered?.content ?? null)
    this.#note(null)
    if (!isSame && !isSent) return 'conflict'
    this.#know(theirs.saved)
    if (!isSame) return 'waiting'
    if (this.#pending === content) this.#pending = null
    return 'saved'
  }

  /** Whether nothing is saved until somebody chooses. */
  get #isToBeChosen(): boolean {
    return this.#state === 'conflict' || this.#state === 'gone'
  }

  #tell(state: SavingState): void {
    this.#state = state
    this.#onChange(state, this.#saved)
  }
}

/** Whether the server has said what has become of a request, so that it need not be repeated as it was. */
function isAnswer(error: unknown): error is ApiError {
  if (!(error instanceof ApiError) || error.problem.status >= 500) return false
  return !['rate_limited', 'idempotency_in_progress', 'not_signed_in'].includes(error.code)
}

function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'not_found'
}
