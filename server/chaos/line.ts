/** A request; sent again with the same key it is the same request. */
export interface Sent {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  body?: object
  /** In place of a body. */
  file?: string
  /** Of a program that is nobody's session. */
  token?: string
  key: string
}

/** What came back; `code` of a problem. */
export interface Answer {
  status: number
  code: string | null
  body: unknown
}

/** The way to one start of the server, on which an answer may never come. */
export class Line {
  readonly url: string
  readonly #cookie: string
  /** What the server could not do (5xx) before anything was killed. */
  readonly failures: string[] = []
  /** To be set when something is killed: from then on the server may fail. */
  isBroken = false

  constructor(url: string, cookie: string) {
    this.url = url
    this.#cookie = cookie
  }

  /** Sends a request; null where no answer came, or one of a server that cannot do its work (5xx). */
  async send(sent: Sent): Promise<Answer | null> {
    const { method, path } = sent
    const content = sent.file ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body))
    try {
      const init = { method, headers: this.#headersOf(sent), ...(content === undefined ? {} : { body: content }) }
      const answer = await fetch(`${this.url}/api/v1${path}`, init)
      const text = await answer.text()
      if (answer.status < 500) return understood(answer.status, text)
      if (!this.isBroken) this.failures.push(`${method} ${path} ${answer.status} ${text}`)
    } catch (error) {
      if (!this.isBroken) this.failures.push(`${method} ${path} ${String(error)}`)
    }
    return null
  }

  #headersOf({ body, file, token, key }: Sent): Record<string, string> {
    const sender: Record<string, string> =
      token === undefined ? { cookie: this.#cookie } : { authorization: `Bearer ${token}` }
    const type = file !== undefined ? 'text/csv' : body === undefined ? null : 'application/json'
    return {
      origin: this.url,
      'if-match': '*',
      'idempotency-key': key,
      ...sender,
      ...(type === null ? {} : { 'content-type': type }),
    }
  }
}

function understood(status: number, text: string): Answer {
  const body = text === '' ? null : JSON.parse(text)
  return { status, code: status < 400 ? null : (body?.code ?? null), body }
}
