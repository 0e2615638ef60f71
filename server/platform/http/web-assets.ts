import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const aYear = 'public, max-age=31536000, immutable'

/**
 * Serves the built web app: hashed files for a year, compressed when they were built, and the page itself for every
 * address of the app, always asked for anew.
 */
export async function serveWeb(app: FastifyInstance, webDir: string): Promise<void> {
  if (!existsSync(path.join(webDir, 'index.html'))) return
  await app.register(fastifyStatic, {
    root: webDir,
    preCompressed: true,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, file) => {
      reply.setHeader('cache-control', path.relative(webDir, file).startsWith(`assets${path.sep}`) ? aYear : 'no-cache')
    },
  })
  app.get('/*', async (request, reply) => {
    const pathname = request.url.split('?', 1)[0] ?? ''
    if (pathname.startsWith('/api/') || pathname.startsWith('/assets/') || path.extname(pathname) !== '')
      return reply.callNotFound()
    return reply.sendFile('index.html')
  })
}
