/** Walks every address that the server knows: only those listed here answer somebody who has not signed in. */
import { createApiKey } from '@tenantry/contract/api-keys.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../platform/clock/clock.ts'
import { HttpCaller } from './http-caller.ts'
import { createWorld, type World } from './world.ts'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.close())

/** Each with the reason why it must be open. */
const open = {
  'GET /healthz': 'whoever watches the process',
  'GET /readyz': 'whoever balances the load',
  'GET /metrics': 'whoever watches; closed at the proxy, as docs/operating.md shows',
  'GET /api/openapi.json': 'programs are written before they have a key',
  'GET /api/docs': 'the same for their authors',
  'GET /api/docs/': 'leads to it, as many type it',
  'GET /api/docs/errors': 'every error points there',
  'GET /api/docs/style.css': 'the looks of both',
  'POST /api/auth/sign-in/email': 'the way in',
  'POST /api/auth/sign-out': 'a session that has ended may be ended again',
  'GET /api/auth/get-session': 'says that nobody is signed in',
  'POST /api/auth/request-password-reset': 'whoever has forgotten the password',
  'POST /api/auth/check-reset-link': 'the same person with the link of the mail, before a password is chosen',
  'POST /api/auth/reset-password': 'the same person with the link of the mail',
  'POST /api/v1/invitations/read': 'whoever was invited has no password yet',
  'POST /api/v1/invitations/accept': 'the same person with the link of the mail',
  'POST /api/v1/invitations/renew': 'the same person with a link that is too old',
}
/** Open until the first provider exists, gone afterwards. */
const gone = ['GET /api/v1/setup', 'POST /api/v1/setup']

/** The routes of the server's own table, which it prints as a tree. */
function routes(): string[] {
  const above: string[] = []
  return world.app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods = ''] = /^((?:│ {3}| {4})*)[├└]── (\S+) \((.*)\)$/.exec(line) ?? []
      const depth = indent.length / 4
      above[depth] = part
      const path = above.slice(0, depth + 1).join('')
      const own = methods.split(', ').filter((method) => method !== '' && method !== 'HEAD')
      return own.map((method) => `${method} ${path}`)
    })
}

async function statusOf(caller: HttpCaller, route: string): Promise<number> {
  const [method = '', path = ''] = route.split(' ')
  const body = method === 'GET' || method === 'DELETE' ? undefined : {}
  return (await caller.request(method, path.replace(':id', newId()), body, { 'if-match': '*' })).statusCode
}

it('the walk sees every address', () => {
  expect(routes()).toEqual(expect.arrayContaining([...Object.keys(open), ...gone, 'DELETE /api/v1/api-keys/:id']))
  expect(routes().length).toBeGreaterThan(25)
})

it('somebody who has not signed in is refused everywhere but at the listed addresses', async () => {
  const answering: string[] = []
  for (const route of routes()) if ((await statusOf(world.anonymous, route)) !== 401) answering.push(route)
  expect(answering.sort()).toEqual([...Object.keys(open), ...gone].sort())
  for (const route of gone) expect(await statusOf(world.anonymous, route), route).toBe(404)
  expect(Object.keys(open)).toHaveLength(17)
})

it('so is everybody whose session or key is broken, of another make or expired', async () => {
  const { body } = await world.first.admin.api.call(createApiKey, { body: { name: 'expired', expiresInDays: 1 } })
  await world.test.owner.query("UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = $1", [body.id])
  const broken: Record<string, string>[] = [
    { authorization: `Bearer ${body.key}` },
    { authorization: `Bearer ${body.key.slice(0, -1)}` },
    { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.' },
    { authorization: 'Basic YWRtaW46YWRtaW4=' },
    { cookie: 'tenantry.session_token=made.up; __Host-tenantry.session_token=made.up' },
  ]
  for (const route of routes())
    if (!(route in open) && !gone.includes(route))
      for (const credentials of broken)
        expect(await statusOf(new HttpCaller(world.app, credentials), route), route).toBe(401)
})
