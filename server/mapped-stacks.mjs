// Stack traces of built programs tell places of the sources. Node.js would parse every map while it loads the program,
// which was a tenth of a start, and keep them all: here a map is read when the first trace through its file is told.
import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'

const built = new URL('dist/', import.meta.url).href
const maps = new Map()

Error.prepareStackTrace = (error, frames) =>
  [Error.prototype.toString.call(error), ...frames.map((frame) => `    at ${told(frame)}`)].join('\n')

function told(frame) {
  const file = frame.getFileName() ?? ''
  if (!file.startsWith(built)) return `${frame}`
  const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()]
  const { originalSource, originalLine, originalColumn } = mapOf(file)?.findEntry(line - 1, column - 1) ?? {}
  if (originalSource === undefined) return `${frame}`
  const source = fileURLToPath(new URL(originalSource, file))
  return `${frame}`.replace(`${file}:${line}:${column}`, `${source}:${originalLine + 1}:${originalColumn + 1}`)
}

function mapOf(file) {
  if (!maps.has(file)) maps.set(file, read(file))
  return maps.get(file)
}

/** None where it cannot be read: the trace is told as it is. */
function read(file) {
  try {
    return new SourceMap(JSON.parse(readFileSync(new URL(`${file}.map`), 'utf8')))
  } catch {
    return undefined
  }
}
