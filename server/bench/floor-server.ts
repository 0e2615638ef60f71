/** The floor of throughput: a bare HTTP server that runs the page's SQL and calls JSON.stringify, and nothing else. */
import http from 'node:http'
import { createPool } from '../platform/database/pools.ts'
import { type PageFloor, readPage } from './customers-page-floor.ts'

const floor = JSON.parse(process.env.BENCH_FLOOR ?? '') as PageFloor
const pool = createPool({ connectionString: process.env.BENCH_DATABASE_URL ?? '', max: 20 }, (error) => {
  process.stderr.write(`${error.message}\n`)
})

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  if (request.url === '/') return void response.end()
  const client = await pool.connect()
  try {
    const page = await readPage(client, floor)
    response.setHeader('content-type', 'application/json').end(JSON.stringify(page))
  } finally {
    client.release()
  }
}

const server = http.createServer((request, response) => {
  answer(request, response).catch((error: Error) => response.writeHead(500).end(error.message))
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
  void pool.end()
})
