import { expect, it } from 'vitest'
import { best } from './rank.ts'

const row = (name: string, code = '') => ({ id: name, name_key: name, code })
const names = (rows: { name_key: string }[]) => rows.map(({ name_key }) => name_key)
const keys = ({ name_key, code }: ReturnType<typeof row>) => [name_key, code]

it('what is the text comes before what begins with it, a word that does, and the rest, each by name', () => {
  const rows = [
    row('bairtel'),
    row('new airtel'),
    row('airtel two'),
    row('airtel'),
    row('zed', 'air'),
    row('airtel one'),
  ]
  expect(names(best(rows, 'air', 9, keys))).toEqual([
    'zed',
    'airtel',
    'airtel one',
    'airtel two',
    'new airtel',
    'bairtel',
  ])
})

it('what comes first does so however it was found, and no more are told than asked for', () => {
  const rows = [row('airtel'), row('hair'), row('air')]
  expect(names(best(rows, 'air', 2, keys, ({ id }) => id === 'hair'))).toEqual(['hair', 'air'])
})
