import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

function tokensOf(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map(([, name = '', value = '']) => [name, value]),
  )
}

const [lightBlock = '', darkBlock = ''] = css.split(':root[data-mantine-color-scheme="dark"]')
const light = tokensOf(lightBlock)
const schemes = { light, dark: new Map([...light, ...tokensOf(darkBlock)]) }

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const texts = ['text', 'dim', 'faint', 'accent', 'ok', 'warn', 'full', 'bad']
const grounds = ['bg', 'surface', 'sunken']
const pairs: [string, string][] = [
  ...texts.flatMap((text) => grounds.map((ground): [string, string] => [text, ground])),
  ['text', 'accent-soft'],
  ['dim', 'accent-soft'],
  ['accent', 'accent-soft'],
  ['accent', 'accent-soft-hover'],
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['bad-ink', 'bad'],
  ['bad-ink', 'bad-hover'],
  ['warn', 'warn-soft'],
  ['bad', 'bad-soft'],
]

describe.each(Object.entries(schemes))('the %s palette', (_, tokens) => {
  const color = (name: string) => tokens.get(name) ?? `no token ${name}`

  it.each(pairs)('keeps %s readable on %s', (text, ground) => {
    expect(contrast(color(text), color(ground))).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['accent', 'warn', 'full', 'bad'])('keeps a bar of %s visible on what is not taken', (taken) => {
    expect(contrast(color(taken), color('bar'))).toBeGreaterThanOrEqual(3)
  })

  it.each(['surface', 'bg'])('keeps the edges of fields visible on %s', (ground) => {
    expect(contrast(color('control-line'), color(ground))).toBeGreaterThanOrEqual(3)
  })
})
