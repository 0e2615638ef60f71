import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const aYear = 'public, max-age=31536000, immutable'

/** A part of the app as the build names it: nothing hidden, no folder, and no way out of theirs. */
const part = /^\/[\w-][\w.-]*$/

/** Whether an address leads to the one page of the app, which shows what there is, or that there is nothing. */
export function isOfApp(url: string): boolean {
  const pathname = url.split('?', 1)[0] ?? ''
  return !/^\/api(\/|$)/i.test(pathname) && !pathname.startsWith('/assets/') && path.extname(pathname) === ''
}

/** Where an address of the app leads by now; null for one that is still right. */
export type LeadOn = (request: Pick<FastifyRequest, 'url' | 'headers'>) => Promise<string | null>

/**
 * Serves the built web app: hashed files for a year, compressed when they were built, and the page itself for every
 * address of the app, always asked for anew.
 * @param leadOn answers addresses that things have left; where it fails, the page says what is wrong
 * @param leadAside answers addresses that another one stands for just now, before anything else
 */
export async function serveWeb(
  app: FastifyInstance,
  webDir: string,
  leadOn?: LeadOn,
  leadAside?: LeadOn,
): Promise<void> {
  if (!existsSync(path.join(webDir, 'index.html'))) return
  const cached = (value: string): FastifyStaticOptions['setHeaders'] => {
    // Caches between keep what is compressed apart from what is not.
    return (reply) => {
      reply.setHeader('cache-control', value)
      reply.setHeader('vary', 'accept-encoding')
    }
  }
  // Nothing here is read in pieces, and what asks for a piece that there is not gets all of it.
  const served = { preCompressed: true, index: false, cacheControl: false, acceptRanges: false } as const
  // One route for all of them: with one for each, a start spent a quarter of its time on routes.
  await app.register(fastifyStatic, {
    ...served,
    root: path.join(webDir, 'assets'),
    prefix: '/assets/',
    allowedPath: (pathname) => part.test(pathname),
    setHeaders: cached(aYear),
    decorateReply: false,
  })
  await app.register(fastifyStatic, {
    ...served,
    root: webDir,
    wildcard: false,
    globIgnore: ['assets/**'],
    setHeaders: cached('no-cache'),
  })
  app.get('/*', async (request, reply) => {
    if (!isOfApp(request.url)) return reply.callNotFound()
    const aside = await leadAside?.(request).catch(() => null)
    if (aside) return reply.header('cache-control', 'no-store').redirect(aside, 302)
    const location = await leadOn?.(request).catch(() => null)
    return location ? reply.redirect(location, 308) : reply.sendFile('index.html')
  })
}
