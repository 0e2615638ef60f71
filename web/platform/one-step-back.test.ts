import { createMemoryHistory } from '@tanstack/react-router'
import { expect, test } from 'vitest'
import { stepOverSame } from './one-step-back.ts'

test('one step back from a page where a panel was closed leads to the page before, and one on from there to it', () => {
  const history = createMemoryHistory({ initialEntries: ['/customers'] })
  stepOverSame(history)
  stepOverSame(history)
  history.push('/users?q=a+b')
  for (const user of ['1', '2']) {
    history.push(`/users?q=a%20b&user=${user}`)
    history.replace('/users?q=a%20b')
  }
  history.back()
  expect(history.location.href).toBe('/customers')
  history.forward()
  expect(history.location.href).toBe('/users?q=a+b')
})

test('a step back that is refused is not taken again', () => {
  const history = createMemoryHistory({ initialEntries: ['/customers', '/users'] })
  let times = 0
  stepOverSame({ ...history, subscribe: history.subscribe, back: () => times++ } as typeof history)
  history.notify({ type: 'BACK' })
  expect(times).toBe(0)
})
