import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Ask, Reply } from './kvitok-program.ts'
import type { Sender } from './sender.ts'

const program = fileURLToPath(new URL('./kvitok-program.ts', import.meta.url))

const ask = (child: ChildProcess, question: Ask): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const gone = (code: number | null): void => reject(new Error(`the office ended with ${code}`))
    child.once('exit', gone)
    child.once('message', (reply: Reply) => {
      child.off('exit', gone)
      resolve(reply)
    })
    child.send(question)
  })

/** The whole office in a process of its own: its store on the disk, its driver on the real serial port. */
export const kvitok: Sender = {
  name: 'Kvitok',
  async begin({ folder, pty }, messages) {
    const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const begun = await ask(child, { do: 'begin', folder: join(folder, 'office'), pty, messages })
    return {
      startedAt: begun.kind === 'begun' ? begun.startedAt : Number.NaN,
      async told() {
        const reply = await ask(child, { do: 'told' })
        return new Map(reply.kind === 'told' ? reply.all : [])
      },
      async arrivals() {
        const reply = await ask(child, { do: 'inbox' })
        return reply.kind === 'inbox' ? reply.times : []
      },
      async cpu_s() {
        const reply = await ask(child, { do: 'cpu' })
        return reply.kind === 'cpu' ? reply.seconds : Number.NaN
      },
      async end() {
        const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
        await ask(child, { do: 'end' })
        await ended
      },
    }
  },
}
