import { expect, it } from 'vitest'
import { jsonSchema, takesKey } from './openapi.ts'
import { operations } from './operations.ts'

it('every operation refuses a parameter that it does not know, least of all a dry run that it has not', () => {
  const heard = operations.filter(({ query }) => {
    const issues = query?.safeParse({ noSuchParameter: 'true' }).error?.issues ?? []
    return query && !issues.some((issue) => issue.code === 'unrecognized_keys')
  })
  expect(heard.map(({ id }) => id)).toEqual([])
})

it('every number of a query is written in digits alone', () => {
  const numbers = operations.flatMap(({ id, query }) =>
    Object.entries((query && jsonSchema(query, 'input').properties) ?? {})
      .filter(([, { type }]) => type === 'integer' || type === 'number')
      .map(([name]) => ({ of: `${id} ${name}`, name, query })),
  )
  expect(numbers.length).toBeGreaterThan(10)
  for (const { of, name, query } of numbers) {
    const isRefused = (text: string) =>
      query?.safeParse({ [name]: text }).error?.issues.some(({ path }) => path[0] === name) ?? false
    for (const text of ['0x10', '1e2', '+5', ' 5', '5 ', '0b1', '5.0', ''])
      expect(isRefused(text), of + text).toBe(true)
    expect(isRefused('5'), of).toBe(false)
  }
})

it('what a query can be asked yes or no takes both', () => {
  const choices = operations.flatMap(({ id, query }) =>
    Object.entries((query && jsonSchema(query, 'input').properties) ?? {}).map(
      ([name, field]) => [`${id} ${name}`, (field as { enum?: string[] }).enum ?? []] as const,
    ),
  )
  const yes = choices.filter(([, values]) => values.includes('true'))
  expect(yes.length).toBeGreaterThan(3)
  expect(yes.filter(([, values]) => !values.includes('false')).map(([of]) => of)).toEqual([])
})

it('an Idempotency-Key is offered for whatever a POST changes, but for a file', () => {
  const posts = operations.filter(({ method, access }) => method === 'POST' && access !== 'public')
  expect(posts.filter((operation) => !takesKey(operation)).map(({ id }) => id)).toEqual([
    'createImport',
    'testMailSettings',
  ])
})

it('whatever takes an Idempotency-Key says what is answered where the first answer cannot be given again', () => {
  const silent = operations.filter(
    (operation) =>
      takesKey(operation) &&
      operation.response &&
      !operation.errors.includes(operation.secretAnswer ? 'conflict' : 'not_found'),
  )
  expect(silent.map(({ id }) => id)).toEqual([])
})
