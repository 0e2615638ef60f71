import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { UsageBar } from './usage-bar.tsx'

it('a bar begins at its edge: what is nothing has no part of it, and no gap behind it', () => {
  const parts = [
    { count: 0, tone: 'full' as const },
    { count: 0, tone: 'above' as const },
    { count: 4, tone: 'light' as const },
  ]
  const html = renderToStaticMarkup(<UsageBar parts={parts} total={10} />)
  expect(html.match(/data-tone="\w+"/g)).toEqual(['data-tone="light"'])
})
