import { parentPort, workerData } from 'node:worker_threads'
import type { FromCore } from '../../src/main/hosts/core-relay.ts'
import { type StartableCore, serveCore } from '../../src/main/hosts/core-server.ts'
import type { CoreWorkerData } from '../../src/main/hosts/core-settings.ts'
import { connectSerialPorts } from '../../src/main/hosts/serial/bridge-client.ts'
import { createFakeCore } from './fake-core.ts'
import { silentLogger } from './silent-logger.ts'

/** A core whose folder's name says how its life goes wrong, and which can write to a port it is told. */
function create(data: CoreWorkerData): StartableCore {
  const core = createFakeCore()
  const ports = connectSerialPorts(data.serial)
  const { officeDir } = data.settings
  return {
    subscribe: core.subscribe,
    async call(request) {
      const { lastFailure, stayClosed } = data
      if (request.call === 'history') return { ok: true, value: { lastFailure, stayClosed } }
      if (request.call === 'fatal') {
        const failure = { code: String(request.input), message: 'the disk failed on purpose' }
        const message: FromCore = { type: 'fatal', failure }
        parentPort?.postMessage(message)
        process.exit(1)
      }
      if (request.call !== 'ports') return core.call(request)
      return { ok: true, value: (await ports.list()).map((port) => port.path) }
    },
    async start() {
      if (officeDir === '/crash-at-start') process.exit(5)
      if (officeDir === '/locked') {
        throw Object.assign(new Error('another process has this office open'), { code: 'office.locked' })
      }
    },
    async stop() {
      if (officeDir === '/fails-to-stop') throw new Error('stop failed on purpose')
      if (officeDir === '/never-stops') await new Promise(() => {})
    },
  }
}

if (parentPort !== null) {
  const data: CoreWorkerData = workerData
  // As a careless library would: a host must keep it off its own standard output.
  if (data.settings.officeDir !== '/office')
    process.stdout.write('a line on the standard output of the worker\n')
  await serveCore(parentPort, create(data), silentLogger)
}
