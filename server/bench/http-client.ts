import http from 'node:http'

/** What came back. */
export interface Answer {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
}

/** A client with one connection that stays open, as lean as Node has it, so that little of the client is measured. */
export class HttpClient {
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  readonly #url: string
  cookie = ''
  /** An enrollment token in the place of a session. */
  token = ''

  constructor(url: string) {
    this.#url = url
  }

  /**
   * Sends a request; whatever is not a success is an error.
   * @param body as text, or what becomes its JSON
   */
  async send(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await this.#request(method, path, text ?? '')
    if (answer.status >= 300)
      throw new Error(`${method} ${path} answered ${answer.status}: ${answer.body.slice(0, 300)}`)
    return answer
  }

  /** Signs in and keeps the session's cookie. */
  async signIn(email: string, password: string): Promise<void> {
    const { headers } = await this.send('POST', '/api/auth/sign-in/email', { email, password })
    this.cookie = (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ')
  }

  close(): void {
    this.#agent.destroy()
  }

  #request(method: string, path: string, body: string): Promise<Answer> {
    const headers = {
      ...(this.token ? { authorization: `Bearer ${this.token}` } : { cookie: this.cookie, origin: this.#url }),
      ...(body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}),
    }
    return new Promise((resolve, reject) => {
      const request = http.request(new URL(path, this.#url), { method, agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        )
        response.on('error', reject)
      })
      request.on('error', reject)
      request.end(body)
    })
  }
}
