import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DEFAULT_ALPHABET, DEFAULT_EXTENSION } from '../../src/main/modem/pdu/gsm7.ts'
import { LANGUAGE } from '../../src/main/modem/pdu/national/languages.ts'
import { LOCKING_TABLES } from '../../src/main/modem/pdu/national/locking.ts'
import { SINGLE_TABLES } from '../../src/main/modem/pdu/national/single.ts'
import { decodeSubmit } from '../../src/main/modem/pdu/submit.ts'
import { smstoolsWith } from '../bench/modem/smstools.ts'
import { allShown, createPtyRig, type PtyRig } from '../serial/pty-rig.ts'

interface Written {
  readonly to: string
  readonly language: number
  readonly text: string
}

/** Every sign that the tables of a language have, once in each; no controls. */
function everySign(language: number): string {
  const locking = LOCKING_TABLES.get(language) ?? DEFAULT_ALPHABET
  const single = [...(SINGLE_TABLES.get(language) ?? DEFAULT_EXTENSION).values()]
  const signs = (characters: Iterable<string>) =>
    [...new Set(characters)].filter((char) => char > ' ').join('')
  return `${signs(locking)} ${signs(single)}`
}

/** Has a running smsd send these; a file is moved in whole, for it takes whatever it finds. */
async function queue(folder: string, messages: readonly Written[]): Promise<void> {
  for (const { to, language, text } of messages) {
    const number = to.slice(1)
    const file = `To: ${number}\nAlphabet: UTF-8\nLanguage: ${language}\n\n${text}`
    await writeFile(join(folder, number), file)
    await rename(join(folder, number), join(folder, 'outgoing', number))
  }
}

async function sendBySmsd(rig: PtyRig, messages: readonly Written[]): Promise<void> {
  const folder = join(rig.folder, 'smsd')
  await mkdir(folder)
  const sending = await smstoolsWith('').begin({ folder, pty: rig.path }, [])
  onTestFinished(() => sending.end())
  await queue(folder, messages)
  await allShown(rig, messages)
}

/** Data codings of what the network took for a number. */
async function codingsOf(rig: PtyRig, to: string): Promise<Set<number>> {
  const lines = (await readFile(join(rig.folder, 'network.jsonl'), 'utf8')).split('\n')
  const pdus = lines.flatMap((line) =>
    line.includes('"t":"submit"') ? (/"pdu":"(\w+)"/.exec(line)?.[1] ?? []) : [],
  )
  const submits = pdus
    .map(decodeSubmit)
    .flatMap((read) => (read.ok && read.submit.to.endsWith(to.slice(1)) ? read.submit : []))
  return new Set(submits.map(({ dcs }) => dcs))
}

test('every sign of every national table that SMSTools3 writes is read as written', async () => {
  const rig = await createPtyRig()
  const messages = Object.values(LANGUAGE).map((language) => ({
    to: `+790000000${String(language).padStart(2, '0')}`,
    language,
    text: everySign(language),
  }))
  await sendBySmsd(rig, messages)
  for (const { to, text } of messages) {
    expect(rig.network.phone(to)?.messages.map((message) => message.text)).toEqual([text])
    expect(await codingsOf(rig, to), text).toEqual(new Set([0]))
  }
})

test('a Hindi, a Tamil and an Urdu sentence of SMSTools3 come in 7-bit letters and are read as written', async () => {
  const rig = await createPtyRig()
  const messages = [
    { to: '+79000000106', language: LANGUAGE.hindi, text: 'आपका बिजली बिल १२३४ रुपये है। धन्यवाद! [Kvitok]' },
    { to: '+79000000111', language: LANGUAGE.tamil, text: 'உங்கள் மின் கட்டணம் 1234 ரூபாய். நன்றி!' },
    { to: '+79000000113', language: LANGUAGE.urdu, text: 'آپ کا بجلی کا بل ۱۲۳۴ روپے ہے۔ شکریہ' },
  ]
  await sendBySmsd(rig, messages)
  for (const { to, text } of messages) {
    expect(rig.network.phone(to)?.messages.map((message) => message.text)).toEqual([text])
    expect(await codingsOf(rig, to), text).toEqual(new Set([0]))
  }
})
