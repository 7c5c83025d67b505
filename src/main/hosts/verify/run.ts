import { resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import type { Digests } from '../../app/ports/digests.ts'
import { verifyOffice, wrongRows } from '../../app/verify/verify-office.ts'
import { type Opening, usualOpening } from '../../core-parts.ts'
import { OfficeNotOpened, type OfficeStoreDeps, openOfficeStore } from '../../core-resources.ts'
import { listSegments, officePaths } from '../../store/office-paths.ts'
import { problemText } from '../../store/problem-text.ts'
import { storeSize } from '../../store/store-size.ts'
import { fileOrInput, openPassphrase } from '../arguments.ts'
import { readPassphraseFile } from '../passphrase-file.ts'
import { reportText } from './report-text.ts'

export interface VerifyRun extends Omit<OfficeStoreDeps, 'officeDir' | 'kind'> {
  readonly args: readonly string[]
  /** Where relative paths are taken from. */
  readonly cwd: string
  /** The training office's folder, checked where no other is named. */
  readonly trainingDir: string
  readonly digests: Digests
  /** Standard input. */
  readonly input: Readable
  readonly out: (text: string) => void
  readonly complain: (text: string) => void
}

const usage = `Recomputes the office's records from its ledger and says where they differ. Changes nothing.

  npm run verify                     the training office
  npm run verify -- --office DIR     the office kept in DIR, which must not be open anywhere
    --passphrase-file FILE           its passphrase, where this computer does not keep its key; - for standard input

Exit code: 0 everything agrees, 1 something differs, 2 the office could not be opened,
3 the check itself failed.
`

interface Given {
  readonly office: string | null
  readonly passphraseFile: string | null
  readonly help: boolean
}

const options = {
  office: { type: 'string' },
  'passphrase-file': { type: 'string' },
  // Known only to be refused in words.
  passphrase: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

const readArgs = (args: readonly string[]): Given | string => {
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true })
    const passphraseFile = values['passphrase-file'] ?? null
    if (values.passphrase !== undefined) return openPassphrase
    if (values.office === '') return '--office needs a value'
    if (passphraseFile === '') return '--passphrase-file needs a value'
    if (passphraseFile !== null && values.office === undefined) return '--passphrase-file needs --office'
    return { office: values.office ?? null, passphraseFile, help: values.help === true }
  } catch (error) {
    // parseArgs names what it did not understand; its advice after the first sentence is for programmers.
    return (error instanceof Error ? error.message : String(error)).split(/\. |\n/)[0] ?? ''
  }
}

/** A folder without a journal would be made an office by opening it. */
const holdsOffice = async ({ files }: VerifyRun, folder: string): Promise<boolean> => {
  const paths = officePaths(folder)
  return (await files.exists(paths.journal)) && (await listSegments(files, paths)).length > 0
}

const check = async (
  run: VerifyRun,
  folder: string,
  { kind, passphrase }: { readonly kind: 'training' | 'real'; readonly passphrase: string | null },
): Promise<number> => {
  const how: Opening = { ...usualOpening, mode: 'read-only', passphrase, remember: false }
  const { store, readOnly } = await openOfficeStore({ ...run, officeDir: folder, kind }, how)
  try {
    if (readOnly !== null && readOnly.problem !== null) throw new OfficeNotOpened(readOnly.problem)
    const report = await verifyOffice(store.read, run.digests)
    run.out(reportText(report, await storeSize(run.files, officePaths(folder))))
    return wrongRows(report) === 0 ? 0 : 1
  } finally {
    await store.close()
  }
}

/** Checks an office that is not open. Resolves to the exit code: 0 agrees, 1 differs, 2 was not opened. */
export const runVerify = async (run: VerifyRun): Promise<number> => {
  const given = readArgs(run.args)
  if (typeof given === 'string') {
    run.complain(`${given}\nTry --help.\n`)
    return 2
  }
  if (given.help) {
    run.out(usage)
    return 0
  }
  const secret =
    given.passphraseFile === null
      ? null
      : await readPassphraseFile(fileOrInput(given.passphraseFile, run.cwd), run.input)
  if (secret !== null && !secret.ok) {
    run.complain(`${secret.message}\n`)
    return 2
  }
  const kind = given.office === null ? 'training' : 'real'
  const folder = given.office === null ? run.trainingDir : resolve(run.cwd, given.office)
  try {
    if (await holdsOffice(run, folder))
      return await check(run, folder, { kind, passphrase: secret?.passphrase ?? null })
    run.complain(`there is no office in ${folder}\n`)
  } catch (error) {
    if (!(error instanceof OfficeNotOpened)) throw error
    run.complain(`${problemText(error.problem)}\n`)
  }
  return 2
}
