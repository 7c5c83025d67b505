import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { cpuOfTree, endProgram } from './child-processes.ts'
import type { Sender } from './sender.ts'

const program = fileURLToPath(new URL('./bare-loop-program.ts', import.meta.url))

const exited = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => child.once('exit', () => resolve()))

/** The least that can send at all: prompt, PDU, answer, and nothing kept. What a link gives at the most. */
export const bareLoop: Sender = {
  name: 'a bare AT loop',
  async begin({ pty }, messages) {
    const startedAt = Date.now()
    const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child.send({ pty, messages })
    const done = exited(child)
    return {
      startedAt,
      arrivals: () => Promise.resolve([]),
      async told() {
        await done
        return new Map(messages.map(({ to }) => [to, 'sent' as const]))
      },
      cpu_s: () => cpuOfTree(child.pid ?? 0),
      end: () => endProgram(child),
    }
  },
}
