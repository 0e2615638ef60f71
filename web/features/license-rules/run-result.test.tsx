/** The figures of a run of the rules, each device in one of them (RI8). */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { RunResult } from './run-result.tsx'

const run = {
  waiting: 26,
  licensed: 1,
  withoutLicense: 2,
  takingNothingNew: 3,
  tokenUsedUp: 4,
  tokenRevoked: 6,
  leftToNext: 5,
  rules: [],
}
type Run = Parameters<typeof RunResult>[0]['run']
const markup = (more: Partial<Run>) =>
  renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <RunResult run={{ ...run, ...more }} isDone />
    </QueryClientProvider>,
  )
const figures = (more: Partial<Run> = {}) =>
  [...markup(more).matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name, value]) => `${name}: ${value}`)

it('a run tells each device that waits once, and only the kinds that there are', () => {
  expect(figures()).toEqual([
    'Waiting: 26',
    'Licensed: 1',
    'No license left: 2',
    'Their customer or class takes nothing new: 3',
    'Their token may add no more: 4',
    'Their token was revoked: 6',
    'Left to the next run: 5',
    'No rule holds: 5',
  ])
  expect(figures({ takingNothingNew: 0, tokenUsedUp: 0, tokenRevoked: 0, leftToNext: 0 })).toEqual([
    'Waiting: 26',
    'Licensed: 1',
    'No license left: 2',
    'No rule holds: 23',
  ])
})

it('a rule that is tried before it has a name is called something', () => {
  const rules = [
    { id: '01890000-0000-7000-8000-000000000001', name: '', licensed: 1, devices: [] },
  ] as unknown as Run['rules']
  expect(markup({ rules })).toContain('>This rule</h3>')
})
