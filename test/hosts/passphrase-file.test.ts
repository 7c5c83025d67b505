import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPassphraseFile } from '../../src/main/hosts/passphrase-file.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-words-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const words = 'верная лошадь батарея скрепка'

async function fromFile(text: string | Uint8Array) {
  const path = join(folder, 'words.txt')
  await writeFile(path, text)
  return readPassphraseFile(path, new PassThrough())
}

function fromInput(...chunks: string[]) {
  const input = new PassThrough()
  const read = readPassphraseFile('-', input)
  for (const chunk of chunks) input.write(chunk)
  return { read, input }
}

describe('a passphrase', () => {
  test.each([
    ['alone', words],
    ['with a line break', `${words}\n`],
    ['with a line break of Windows', `${words}\r\n`],
    ['with a byte order mark', `\uFEFF${words}\n`],
    ['with lines after it', `${words}\nкопия от 16.11\n`],
  ])('is read from a file %s', async (_how, text) => {
    expect(await fromFile(text)).toEqual({ ok: true, passphrase: words })
  })

  test('is read from standard input to the end of the line, while the other end stays open', async () => {
    const { read } = fromInput('верная лошадь ', 'батарея скрепка\n')
    expect(await read).toEqual({ ok: true, passphrase: words })
  })

  test('is read from standard input that ends without a line break', async () => {
    const { read, input } = fromInput(words)
    input.end()
    expect(await read).toEqual({ ok: true, passphrase: words })
  })
})

describe('what is no passphrase is refused without being repeated', () => {
  test.each([
    ['an empty file', ''],
    ['one too short', 'short\n'],
    ['one without end', 'слово '.repeat(2000)],
    ['an empty first line', `\n${words}`],
  ])('%s', async (_what, text) => {
    const read = await fromFile(text)
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining('words.txt') })
    expect(JSON.stringify(read)).not.toContain('лошадь')
  })

  test('a file that is not there', async () => {
    expect(await readPassphraseFile(join(folder, 'none.txt'), new PassThrough())).toEqual({
      ok: false,
      message: `the passphrase cannot be read (ENOENT): ${join(folder, 'none.txt')}`,
    })
  })

  test('a flood of standard input', async () => {
    const { read, input } = fromInput('x'.repeat(10_000))
    expect(await read).toMatchObject({ ok: false })
    input.destroy()
  })
})
