import { execFile } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cpuOfTree, endProgram, filesIn, startProgram } from './child-processes.ts'
import type { Outgoing, Place, Sender, Told } from './sender.ts'

const run = promisify(execFile)

/** Its own defaults, except that it looks at the modem and its folders as often as it can. */
const config = (folder: string, pty: string): string => `[gammu]
device = ${pty}
connection = at115200
[smsd]
service = files
logfile = ${folder}/log
debuglevel = 0
inboxpath = ${folder}/inbox/
outboxpath = ${folder}/outbox/
sentsmspath = ${folder}/sent/
errorsmspath = ${folder}/error/
deliveryreport = sms
CommTimeout = 1
LoopSleep = 1
CheckSecurity = 0
`

const folders: readonly (readonly [string, Told])[] = [
  ['outbox', 'waiting'],
  ['error', 'failed'],
  ['sent', 'sent'],
]

const inject = async (config: string, { to, text }: Outgoing): Promise<void> => {
  const how = ['-unicode', '-report', '-autolen', String(text.length)]
  await run('gammu-smsd-inject', ['-c', config, 'TEXT', to, ...how, '-text', text], {
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
}

const told = async ({ folder }: Place): Promise<Map<string, Told>> => {
  const all = new Map<string, Told>()
  for (const [name, state] of folders) {
    for (const file of await readdir(join(folder, name))) {
      const number = /_(\+\d+)_/.exec(file)?.[1]
      if (number !== undefined) all.set(number, state)
    }
  }
  return all
}

/** gammu's smsd with its files backend. */
export const gammuSmsd: Sender = {
  name: 'gammu-smsd',
  async begin(place, messages) {
    const { folder, pty } = place
    for (const name of ['inbox', 'outbox', 'sent', 'error']) await mkdir(join(folder, name))
    const file = join(folder, 'smsdrc')
    await writeFile(file, config(folder, pty))
    for (const message of messages) await inject(file, message)
    const startedAt = Date.now()
    const running = startProgram('gammu-smsd', ['-c', file])
    return {
      startedAt,
      arrivals: () => filesIn(join(folder, 'inbox')),
      told: () => told(place),
      cpu_s: () => cpuOfTree(running.pid ?? 0),
      end: () => endProgram(running),
    }
  },
}
