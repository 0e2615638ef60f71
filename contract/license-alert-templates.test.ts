import { expect, it } from 'vitest'
import { templateProblems } from './license-alert-templates.ts'

const said = (template: string) => templateProblems(template).map(({ message }) => message)

it('names a variable that is not closed, and where it begins (OM4)', () => {
  expect(said('{{percent}} % of\n{{used} of {{limit}}')).toEqual(['{{used} is not closed by }} (line 2, column 1)'])
  expect(said('{{used of it')).toEqual(['{{used is not closed by }} (line 1, column 1)'])
  expect(said('{{ and }}')).toEqual(['There is no variable {{ and }} (line 1, column 1)'])
  expect(said('used}} {{')).toEqual([
    '}} belongs to no variable (line 1, column 5)',
    '{{ is not closed by }} (line 1, column 8)',
  ])
})
