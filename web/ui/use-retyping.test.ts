import { afterEach, expect, it, vi } from 'vitest'
import { selectSoon } from './use-retyping.ts'

afterEach(() => vi.unstubAllGlobals())

it('a press selects what the field holds, but nothing that was typed before the next frame', () => {
  const frames: (() => void)[] = []
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
  for (const [typed, times] of [
    ['Germany', 1],
    ['ne', 0],
  ] as const) {
    const input = { value: 'Germany', select: vi.fn() }
    selectSoon(input as unknown as HTMLInputElement)
    input.value = typed
    frames.pop()?.()
    expect(input.select).toHaveBeenCalledTimes(times)
  }
})
