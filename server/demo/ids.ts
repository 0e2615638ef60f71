import type { Random } from './random.ts'

const hex = Array.from({ length: 0x10000 }, (_, value) => value.toString(16).padStart(4, '0'))

/** A UUIDv7 of a given millisecond, so that rows of the past lie in their indexes as if they had been made then. */
export function idAt(random: Random, instantMs: number): string {
  const high = Math.floor(instantMs / 0x1_0000)
  const part = (value: number) => hex[value & 0xffff] ?? ''
  const noise = () => part(random.below(0x10000))
  return `${part(high >>> 16)}${part(high)}-${part(instantMs % 0x1_0000)}-${part(0x7000 | random.below(0x1000))}-${part(0x8000 | random.below(0x4000))}-${noise()}${noise()}${noise()}`
}
