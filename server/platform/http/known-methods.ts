import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import createRouter from 'find-my-way'
import { AppError } from '../errors.ts'
import { isOfApp } from './web-assets.ts'

const nothing = () => undefined

/**
 * Makes the answer for whatever has no route: an address that other methods know is told so and names them in `Allow`,
 * any other does not exist. All addresses of the web app lead to its one page, where it is served. Has to be asked for
 * before the routes are registered.
 * @returns a handler that throws method_not_allowed (405) or not_found (404)
 */
export function refuseUnrouted(app: FastifyInstance): (request: FastifyRequest, reply: FastifyReply) => never {
  // A second table by the framework's own router: the framework itself answers for one method at a time only.
  const router = createRouter({ maxParamLength: 200 })
  const methods = new Set<HTTPMethods>()
  let servesApp = false
  app.addHook('onRoute', ({ method, url }) => {
    if (url === '/*') servesApp = true
    if (url.includes('*')) return
    for (const each of [method].flat()) {
      methods.add(each)
      if (!router.hasRoute(each as 'GET', url)) router.on(each as 'GET', url, nothing)
    }
  })
  return (request, reply) => {
    const found = [...methods].filter((method) => router.find(method as 'GET', request.url)).sort()
    const known: HTTPMethods[] = found.length === 0 && servesApp && isOfApp(request.url) ? ['GET', 'HEAD'] : found
    if (known.length === 0 || known.includes(request.method as HTTPMethods)) throw new AppError('not_found')
    reply.header('allow', known.join(', '))
    throw new AppError('method_not_allowed')
  }
}
