import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDocumentOpener, type DocumentOpener } from '../../../src/main/hosts/electron/documents.ts'
import { silentLogger } from '../../fakes/silent-logger.ts'

const pdf = new TextEncoder().encode('%PDF-1.7 квитанция')

describe('a document shown in the system’s own viewer', () => {
  let folder = ''
  let shown: string[] = []
  let problem = ''
  let documents: DocumentOpener

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kvitok-documents-'))
    shown = []
    problem = ''
    const open = async (path: string): Promise<string> => {
      shown.push(path)
      return problem
    }
    documents = createDocumentOpener(folder, open, silentLogger)
  })

  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('is a file with the same bytes under its name', async () => {
    expect(await documents.open({ name: 'Квитанция 12.pdf', bytes: pdf })).toEqual({ ok: true, value: {} })
    const [path] = shown
    expect(basename(path ?? '')).toBe('Квитанция 12.pdf')
    expect(new Uint8Array(readFileSync(path ?? ''))).toEqual(pdf)
  })

  test('does not overwrite one of the same name that is still open', async () => {
    await documents.open({ name: 'a.pdf', bytes: pdf })
    await documents.open({ name: 'a.pdf', bytes: pdf })
    expect(new Set(shown).size).toBe(2)
  })

  test.each([
    ['a name with a folder', { name: '../a.pdf', bytes: pdf }],
    ['a name with a Windows folder', { name: '..\\a.pdf', bytes: pdf }],
    ['a hidden name', { name: '.pdf', bytes: pdf }],
    ['a program', { name: 'a.exe', bytes: pdf }],
    ['a program under two endings', { name: 'a.pdf.cmd', bytes: pdf }],
    ['a name with a line break', { name: 'a\n.pdf', bytes: pdf }],
    ['bytes that are no PDF', { name: 'a.pdf', bytes: new TextEncoder().encode('MZ') }],
    ['a text for bytes', { name: 'a.pdf', bytes: '%PDF-1.7' }],
    ['nothing', null],
  ])('is refused when it is %s', async (_what, input) => {
    expect(await documents.open(input)).toMatchObject({ ok: false, error: { code: 'call.input' } })
    expect(shown).toEqual([])
  })

  test('that the system cannot show is an answer, not an exception', async () => {
    problem = 'no application'
    expect(await documents.open({ name: 'a.pdf', bytes: pdf })).toMatchObject({ ok: false })
  })

  test('is removed at the end', async () => {
    await documents.open({ name: 'a.pdf', bytes: pdf })
    await documents.forget()
    expect(existsSync(shown[0] ?? '')).toBe(false)
  })
})
