import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSetupFile } from '../../src/main/hosts/setup-file.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-setup-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const answers = {
  office: 'Касса на Мира',
  timeZone: 'Europe/Moscow',
  operator: { name: 'Ольга', pin: '4821' },
  passphrase: 'correct horse battery',
}

async function read(text: string) {
  const path = join(folder, 'setup.json')
  await writeFile(path, text)
  return readSetupFile(path)
}

test('the answers are read', async () => {
  expect(await read(JSON.stringify(answers))).toEqual({
    ok: true,
    answers: { ...answers, sheetConfirmed: false },
  })
})

test('a byte order mark before them is no part of them', async () => {
  expect(await read(`\uFEFF${JSON.stringify(answers)}`)).toMatchObject({ ok: true })
})

test('a file that is not there is named', async () => {
  const result = await readSetupFile(join(folder, 'missing.json'))
  expect(result).toMatchObject({ ok: false, message: expect.stringContaining('missing.json') })
})

test('a file that is not JSON is refused', async () => {
  expect(await read('{"office":')).toMatchObject({ ok: false, message: expect.stringContaining('not JSON') })
})

test('a missing answer is named, and none of the others is repeated', async () => {
  const { passphrase: _, ...incomplete } = answers
  const result = await read(JSON.stringify({ ...incomplete, operator: { name: 'Ольга', pin: 'abcd9' } }))
  const message = result.ok ? '' : result.message
  expect(message).toContain('passphrase')
  expect(message).toContain('operator.pin')
  expect(message).not.toMatch(/abcd9|Ольга/)
})

test('a time zone that nobody knows is refused before an office is made in it', async () => {
  const result = await read(JSON.stringify({ ...answers, timeZone: 'Mars/Base' }))
  expect(result).toMatchObject({ ok: false, message: expect.stringContaining('timeZone') })
})
