import { readFile } from 'node:fs/promises'
import { SetupInput } from '../../shared/contract/office.ts'
import type { SetupAnswers } from './core-settings.ts'

export type SetupFile =
  | { readonly ok: true; readonly answers: SetupAnswers }
  | { readonly ok: false; readonly message: string }

/** Reads the answers to the first run's questions. Says what is wrong without repeating any of the answers. */
export async function readSetupFile(path: string): Promise<SetupFile> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return { ok: false, message: `the setup file cannot be read (${code}): ${path}` }
  }
  let given: unknown
  try {
    // A byte order mark is what Windows editors leave.
    given = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { ok: false, message: `the setup file is not JSON: ${path}` }
  }
  const parsed = SetupInput.safeParse(given)
  if (parsed.success) return { ok: true, answers: parsed.data }
  const where = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'the file itself'))]
  return { ok: false, message: `the setup file does not fit (${where.join(', ')}): ${path}` }
}
