/**
 * Reads the ASCII form of internationalised labels (RFC 3492). Browsers turn Unicode into this form through URL and offer
 * no way back.
 */
const base = 36
const thresholdMin = 1
const thresholdMax = 26
const maxCodePoint = 0x10ffff

function digitOf(character: string): number {
  if (/^[a-z]$/i.test(character)) return character.toLowerCase().charCodeAt(0) - 97
  return /^[0-9]$/.test(character) ? character.charCodeAt(0) - 22 : base
}

function adapt(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2))
  rest += Math.floor(rest / length)
  let bias = 0
  for (; rest > ((base - thresholdMin) * thresholdMax) / 2; bias += base)
    rest = Math.floor(rest / (base - thresholdMin))
  return bias + Math.floor(((base - thresholdMin + 1) * rest) / (rest + 38))
}

/** Reads one generalised variable-length integer; null where the text ends early or holds another character. */
function readDelta(text: string, start: number, bias: number): { delta: number; end: number } | null {
  let delta = 0
  let weight = 1
  for (let place = base, at = start; ; place += base, at += 1) {
    const digit = digitOf(text.charAt(at))
    if (digit >= base) return null
    delta += digit * weight
    if (delta > Number.MAX_SAFE_INTEGER / base) return null
    const threshold = Math.min(Math.max(place - bias, thresholdMin), thresholdMax)
    if (digit < threshold) return { delta, end: at + 1 }
    weight *= base - threshold
  }
}

/** Decodes one label behind its "xn--"; null where it is malformed. */
export function decodePunycode(encoded: string): string | null {
  const cut = encoded.lastIndexOf('-')
  const points = [...(cut > 0 ? encoded.slice(0, cut) : '')]
  let codePoint = 128
  let index = 0
  let bias = 72
  for (let at = cut > 0 ? cut + 1 : 0; at < encoded.length; ) {
    const read = readDelta(encoded, at, bias)
    if (!read) return null
    const length = points.length + 1
    bias = adapt(read.delta, length, index === 0 && codePoint === 128)
    index += read.delta
    codePoint += Math.floor(index / length)
    index %= length
    if (codePoint > maxCodePoint) return null
    points.splice(index, 0, String.fromCodePoint(codePoint))
    index += 1
    at = read.end
  }
  return points.join('')
}
