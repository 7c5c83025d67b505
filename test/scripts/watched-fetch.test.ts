import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { watchedFetch } from '../../scripts/lib/watched-fetch.mjs'

describe('the fetch that Electron is downloaded by', () => {
  const servers: Server[] = []

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections()
      server.close()
    }
  })

  function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener)
    servers.push(server)
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address()
        resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/electron.zip`)
      })
    })
  }

  const watched = (
    silence_ms: number,
    onBytes = (_received: number, _total: number | null): void => undefined,
  ) => watchedFetch(fetch, { connect_ms: 5000, silence_ms, proxied: false, onBytes })

  test('gives up on a server that takes the call and says nothing', async () => {
    const url = await serve(() => undefined)
    await expect(watched(50)(url)).rejects.toThrow('127.0.0.1 sent nothing for 0.05 s')
  })

  test('gives up on a server that falls silent in the middle', async () => {
    const url = await serve((_request, response) => response.write('half'))
    const response = await watched(50)(url)
    await expect(response.text()).rejects.toThrow('sent nothing')
  })

  test('names a server that cannot be reached', async () => {
    const closed = createTcpServer()
    const port = await new Promise<number>((resolve) => {
      closed.listen(0, '127.0.0.1', () => {
        const address = closed.address()
        closed.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
      })
    })
    await expect(watched(50)(`http://127.0.0.1:${port}/`)).rejects.toThrow('127.0.0.1 cannot be reached')
  })

  test('lets a slow server through that takes longer in all than the silence allowed', async () => {
    const pieces = 20
    const url = await serve((_request, response) => {
      let sent = 0
      const timer = setInterval(() => {
        response.write('x')
        sent += 1
        if (sent < pieces) return
        clearInterval(timer)
        response.end()
      }, 100)
    })
    const response = await watched(1500)(url)
    expect(await response.text()).toBe('x'.repeat(pieces))
  })

  test('tells how much has come', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '5' }).end('abcde')
    })
    const seen: [number, number | null][] = []
    await (await watched(1000, (received, total) => seen.push([received, total]))(url)).text()
    expect(seen.at(-1)).toEqual([5, 5])
  })

  test('passes a refusal of the server on as it is', async () => {
    const url = await serve((_request, response) => response.writeHead(403).end('no'))
    expect((await watched(1000)(url)).status).toBe(403)
  })
})
