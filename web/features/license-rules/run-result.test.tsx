/** The figures of a run of the rules, each device in one of them (RI8). */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { RunResult } from './run-result.tsx'

const run = {
  waiting: 20,
  licensed: 1,
  withoutLicense: 2,
  takingNothingNew: 3,
  tokenUsedUp: 4,
  leftToNext: 5,
  rules: [],
}
const figures = (more: Partial<typeof run> = {}) =>
  [
    ...renderToStaticMarkup(
      <QueryClientProvider client={new QueryClient()}>
        <RunResult run={{ ...run, ...more }} isDone />
      </QueryClientProvider>,
    ).matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g),
  ].map(([, name, value]) => `${name}: ${value}`)

it('a run tells each device that waits once, and only the kinds that there are', () => {
  expect(figures()).toEqual([
    'Waiting: 20',
    'Licensed: 1',
    'No license left: 2',
    'Their customer or class takes nothing new: 3',
    'Their token may add no more: 4',
    'Left to the next run: 5',
    'No rule holds: 5',
  ])
  expect(figures({ takingNothingNew: 0, tokenUsedUp: 0, leftToNext: 0 })).toEqual([
    'Waiting: 20',
    'Licensed: 1',
    'No license left: 2',
    'No rule holds: 17',
  ])
})
