import { authOperations } from '@tenantry/contract/auth.ts'
import { operations } from '@tenantry/contract/operations.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../testing/world.ts'
import { newId } from '../clock/clock.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

const methods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']
const known = new Map<string, Set<string>>()
for (const [base, list] of [
  ['/api/auth', authOperations],
  ['/api/v1', operations],
] as const)
  for (const { path, method } of list) known.set(base + path, (known.get(base + path) ?? new Set()).add(method))

/** What an address takes as one of a thing, too: /devices/enroll is of the same form as /devices/{id}. */
function takenAsId(path: string): string[] {
  return [...known].flatMap(([other, taken]) => {
    const form = new RegExp(`^${other.replaceAll(/\{\w+\}/g, '[^/{}]+')}$`)
    return other !== path && form.test(path) ? [...taken] : []
  })
}

describe('a method that an address of the API does not know', () => {
  it.each([...known])('is told apart from an unknown address: %s', async (path, own) => {
    const declared = new Set([...own, ...takenAsId(path)])
    const wrong = methods.filter((each) => !declared.has(each) && each !== 'HEAD')
    for (const method of wrong) {
      const answer = await world.anonymous.request(method, path.replace('{id}', newId()))
      expect([method, answer.statusCode, answer.json().code]).toEqual([method, 405, 'method_not_allowed'])
      const allowed = String(answer.headers.allow).split(', ')
      expect(allowed.filter((each) => each !== 'HEAD')).toEqual([...declared].sort())
      expect(answer.headers['cache-control']).toBe('no-store')
    }
  })

  it.each(['/healthz', '/readyz', '/metrics', '/api/openapi.json', '/api/docs'])('nor does %s', async (path) => {
    const answer = await world.anonymous.request('POST', path)
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD'])
  })

  it.each(['/api/v1/nothing', '/api/auth/nothing', '/api/auth/sign-up/email', '/nothing'])(
    'and nothing knows %s by any method',
    async (path) => {
      for (const method of methods) {
        const { statusCode, headers } = await world.anonymous.request(method, path)
        expect([method, statusCode, headers.allow]).toEqual([method, 404, undefined])
      }
    },
  )
})
