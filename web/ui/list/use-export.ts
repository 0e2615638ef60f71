import { ApiError } from '@tenantry/contract/client.ts'
import { membershipHeader } from '@tenantry/contract/operation.ts'
import { useCallback, useRef, useState } from 'react'
import { forPage } from '../../platform/page-membership.ts'
import { problemText } from '../../platform/problem-text.ts'
import { notifyDone, notifyError } from '../notify.ts'
import { exportTexts as words } from './export.texts.ts'

/** How far a file has come; rows are null until the server has counted them. */
export interface Progress {
  bytes: number
  rows: number | null
  /** Between 0 and 1; null for a file in which rows cannot be counted on the way. */
  share: number | null
}

/** Takes a file from the server piece by piece, tells how far it has come, and saves it; goes on when the page is left. */
export function useExport() {
  const [progress, setProgress] = useState<Progress | null>(null)
  const abort = useRef<AbortController | null>(null)
  const begin = useCallback(async (url: string, name: string) => {
    const running = new AbortController()
    abort.current = running
    setProgress({ bytes: 0, rows: null, share: 0 })
    try {
      const { parts, rows } = await receive(url, running.signal, setProgress)
      save(new Blob(parts), name)
      notifyDone(words.done(name, rows))
    } catch (error) {
      if (!running.signal.aborted) notifyError(words.failed, describe(error))
    }
    setProgress(null)
  }, [])
  const cancel = useCallback(() => abort.current?.abort(), [])
  return { progress, begin, cancel }
}

async function receive(url: string, signal: AbortSignal, onProgress: (progress: Progress) => void) {
  const { response, body } = await forPage(async (membershipId) => {
    const headers: Record<string, string> = membershipId ? { [membershipHeader]: membershipId } : {}
    const response = await fetch(url, { credentials: 'same-origin', headers, signal })
    if (!response.ok || !response.body) throw new ApiError(await response.json())
    return { response, body: response.body }
  })
  const rows = Number(response.headers.get('x-total-count') ?? 0)
  const isCsv = response.headers.get('content-type')?.startsWith('text/csv') === true
  const parts: Uint8Array<ArrayBuffer>[] = []
  let [bytes, lines] = [0, 0]
  const reader = body.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value)
    bytes += part.value.length
    if (isCsv) lines += part.value.reduce((count, byte) => (byte === 10 ? count + 1 : count), 0)
    onProgress({ bytes, rows, share: isCsv ? Math.min(1, lines / (rows + 1)) : null })
  }
  return { parts, rows }
}

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  Object.assign(link, { href: url, download: name })
  link.click()
  // Some browsers begin to read only after the click is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

function describe(error: unknown): string {
  if (!(error instanceof ApiError)) return words.brokeOff
  const { title, advice } = problemText(error)
  return `${title}. ${advice}`
}
