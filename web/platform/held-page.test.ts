import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  focusHeldField,
  forgetPresses,
  holdField,
  isFieldHeld,
  isPageHeld,
  leadToHeldField,
  watchPresses,
} from './held-page.ts'

class Button {
  click = vi.fn()
  closest = () => this
}
let press = (_event: { target: Button }) => {}
const page = {
  activeElement: null as unknown,
  contains: () => true,
  addEventListener: (_type: string, note: typeof press) => {
    press = note
  },
}
const part = page as unknown as Node
const field = (place: number) => ({ place, focus: vi.fn(), compareDocumentPosition })
function compareDocumentPosition(this: { place: number }, other: { place: number }) {
  return other.place > this.place ? 4 : 2
}
/** A button that is pressed now. */
const pressedButton = () => {
  const button = new Button()
  press({ target: button })
  return button
}
const asElement = (fake: unknown) => fake as HTMLElement
let letGo: (() => void)[] = []
const hold = (fake: ReturnType<typeof field>, isLooking = false) => {
  const end = holdField(asElement(fake), isLooking)
  letGo.push(end)
  return end
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', page)
  vi.stubGlobal('Element', Button)
  vi.stubGlobal('Node', { DOCUMENT_POSITION_FOLLOWING: 4 })
  page.activeElement = null
  watchPresses()
})
afterEach(() => {
  for (const end of letGo) end()
  letGo = []
  vi.runAllTimers()
  forgetPresses()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('what is pressed while a field holds something', () => {
  test('leads to it, the first on the page, until it lets go', () => {
    const [second, first] = [field(2), field(1)]
    const ends = [hold(second), hold(first)]
    expect(isPageHeld()).toBe(true)
    pressedButton()
    expect(leadToHeldField(part)).toBe(true)
    expect(first.focus).toHaveBeenCalledOnce()
    expect(second.focus).not.toHaveBeenCalled()
    letGo = []
    for (const end of ends) end()
    expect(isFieldHeld(part)).toBe(false)
    expect(leadToHeldField(part)).toBe(false)
  })

  test('waits while what is meant is looked up, and is pressed once it is taken', () => {
    const looking = field(1)
    const end = hold(looking, true)
    const button = pressedButton()
    expect(leadToHeldField(part)).toBe(true)
    expect(looking.focus).not.toHaveBeenCalled()
    letGo = []
    end()
    vi.runAllTimers()
    expect(button.click).toHaveBeenCalledOnce()
  })

  test('leads to the field after all where nothing was found', () => {
    const looking = field(1)
    const end = hold(looking, true)
    const button = pressedButton()
    leadToHeldField(part)
    end()
    letGo = []
    hold(looking)
    vi.runAllTimers()
    expect(looking.focus).toHaveBeenCalledOnce()
    expect(button.click).not.toHaveBeenCalled()
  })

  test.each([
    ['whoever pressed it has gone elsewhere', () => (page.activeElement = {})],
    ['what it would go on with could not be had', forgetPresses],
  ])('is forgotten where %s', (_why, happen) => {
    const end = hold(field(1), true)
    const button = pressedButton()
    leadToHeldField(part)
    happen()
    letGo = []
    end()
    vi.runAllTimers()
    expect(button.click).not.toHaveBeenCalled()
  })

  test('leads to the field at once where nothing is being pressed, or where that has done its own already', () => {
    const looking = field(1)
    hold(looking, true)
    pressedButton()
    vi.runAllTimers()
    expect(leadToHeldField(part)).toBe(true)
    expect(looking.focus).toHaveBeenCalledOnce()
    pressedButton()
    expect(focusHeldField(part)).toBe(true)
    expect(looking.focus).toHaveBeenCalledTimes(2)
  })
})
