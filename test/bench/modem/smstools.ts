import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cpuOfTree, endProgram, filesIn, startProgram } from './child-processes.ts'
import type { Place, Sender, Told } from './sender.ts'

/** Its own defaults, except that it looks at its folders as often as it can. */
const config = ({ folder, pty }: Place, own: string): string => `devices = GSM1
outgoing = ${folder}/outgoing
checked = ${folder}/checked
failed = ${folder}/failed
incoming = ${folder}/incoming
sent = ${folder}/sent
report = ${folder}/report
logfile = ${folder}/smsd.log
infofile = ${folder}/smsd.working
pidfile = ${folder}/smsd.pid
loglevel = 5
delaytime = 1
delaytime_mainprocess = 1
autosplit = 3
incoming_utf8 = yes
decode_unicode_text = yes

[GSM1]
device = ${pty}
baudrate = 115200
incoming = yes
report = yes
${own}`

const folders: readonly (readonly [string, Told])[] = [
  ['outgoing', 'waiting'],
  ['checked', 'waiting'],
  ['failed', 'failed'],
  ['sent', 'sent'],
]

const told = async ({ folder }: Place): Promise<Map<string, Told>> => {
  const all = new Map<string, Told>()
  for (const [name, state] of folders)
    for (const file of await readdir(join(folder, name))) all.set(`+${file.split('-')[0]}`, state)
  return all
}

/** SMSTools3's smsd; `own` are further lines for its modem. */
export const smstoolsWith = (own: string): Sender => ({
  name: 'SMSTools3',
  async begin(place, messages) {
    const { folder } = place
    for (const name of ['outgoing', 'checked', 'failed', 'incoming', 'sent', 'report'])
      await mkdir(join(folder, name))
    for (const { to, text } of messages) {
      const number = to.slice(1)
      const file = `To: ${number}\nReport: yes\nAlphabet: UTF-8\n\n${text}`
      await writeFile(join(folder, 'outgoing', `${number}-message`), file)
    }
    await writeFile(join(folder, 'smsd.conf'), config(place, own))
    const files = ['-c', `${folder}/smsd.conf`, '-p', `${folder}/smsd.pid`, '-i', `${folder}/smsd.working`]
    const startedAt = Date.now()
    const running = startProgram('/usr/sbin/smsd', [...files, '-t'])
    return {
      startedAt,
      arrivals: () => filesIn(join(folder, 'incoming')),
      told: () => told(place),
      cpu_s: () => cpuOfTree(running.pid ?? 0),
      end: () => endProgram(running),
    }
  },
})

export const smstools: Sender = smstoolsWith('')
