import { readFileSync } from 'node:fs'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { fullness, UsageBar } from './usage-bar.tsx'

it('a bar begins at its edge: what is nothing has no part of it, and no gap behind it', () => {
  const parts = [
    { count: 0, tone: 'full' as const },
    { count: 0, tone: 'above' as const },
    { count: 4, tone: 'light' as const },
  ]
  const html = renderToStaticMarkup(<UsageBar parts={parts} total={10} />)
  expect(html.match(/data-tone="\w+"/g)).toEqual(['data-tone="light"'])
})

it('what is full looks unlike what is nearly full and what is past its end', () => {
  expect([0, 79, 80, 99, 100, 101].map((taken) => fullness(taken, 100))).toEqual([
    'free',
    'free',
    'near',
    'near',
    'full',
    'over',
  ])
  expect([fullness(0, 0), fullness(1, 0), fullness(5, null)]).toEqual(['free', 'over', 'free'])
  const css = readFileSync(new URL('./usage-bar.module.css', import.meta.url), 'utf8')
  const colors = [...css.matchAll(/data-state="\w+"\] \{\s*--taken: ([^;]+);/g)].map(([, color]) => color)
  expect(new Set(colors).size).toBe(3)
})
