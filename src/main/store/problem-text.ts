import type { OfficeHolder, OpenProblem } from './open-problem.ts'

type Words = {
  readonly [Code in OpenProblem['code']]: (details: Extract<OpenProblem, { code: Code }>['details']) => string
}

const sinceText = (since: number | null): string =>
  since === null ? '' : ` since ${new Date(since).toISOString()}`

const holderText = ({ host, pid, since }: OfficeHolder): string =>
  host === null ? 'by another program' : `on ${host} by process ${pid ?? '?'}${sinceText(since)}`

const words: Words = {
  locked: ({ holder, elsewhere }) =>
    `the office is open ${holderText(holder)}: close it there; ${
      elsewhere
        ? 'of a computer that is switched off the office can be taken over on the screen'
        : 'where no window of it is to be found, start this computer anew'
    }`,
  damaged: ({ file, reason }) =>
    `a file of the office is damaged (${reason}): ${file}. Delete nothing and copy the office's whole folder; nothing was changed`,
  'newer-schema': ({ needs }) =>
    `the office was kept by a newer program: it needs ${needs}. Install that program; nothing was changed`,
  'read-only': ({ file }) => `the office's folder cannot be written: ${file}. Check its rights and the disk`,
  passphrase: ({ wrong }) =>
    wrong
      ? "the passphrase is not this office's. Look at the recovery sheet; mind the language of the keyboard"
      : 'this computer does not keep the key of the office: give the passphrase of its recovery sheet, by --passphrase-file FILE or on the screen',
  'no-key': ({ file }) =>
    `the key of this file is not there: ${file}. Restore the office from a copy with the passphrase, or open it on the computer that keeps its key`,
  'older-than-known': ({ known, found }) =>
    `the office's files end at ${found.segment}/${found.sequence}, but this computer remembers ${known.segment}/${known.sequence}: an older copy lies in the folder. Put the newer files back, or accept the older ones on the screen`,
  'no-space': ({ file }) => `there is no space on the disk for ${file}. Free some, then try again`,
  'folder-gone': ({ file }) =>
    `the office is not where it was: ${file}. Put the stick back or reconnect the folder; a new office needs a folder of its own`,
  'another-kind': ({ found, file }) =>
    `the folder holds a ${found} office: ${file}. Name another folder with --office`,
  io: ({ file, reason }) =>
    reason === 'busy'
      ? `another program holds the file: ${file}. It is most often an antivirus: except the office's folder from it`
      : `the office's files cannot be used (${reason}): ${file}. Check the disk`,
}

/** Why the office was not opened and what to do, in words for a terminal. */
export const problemText = (problem: OpenProblem): string => textOf(words, problem)

const textOf = (of: Words, problem: OpenProblem): string => {
  switch (problem.code) {
    case 'locked':
      return of.locked(problem.details)
    case 'damaged':
      return of.damaged(problem.details)
    case 'newer-schema':
      return of['newer-schema'](problem.details)
    case 'read-only':
      return of['read-only'](problem.details)
    case 'passphrase':
      return of.passphrase(problem.details)
    case 'no-key':
      return of['no-key'](problem.details)
    case 'older-than-known':
      return of['older-than-known'](problem.details)
    case 'no-space':
      return of['no-space'](problem.details)
    case 'folder-gone':
      return of['folder-gone'](problem.details)
    case 'another-kind':
      return of['another-kind'](problem.details)
    case 'io':
      return of.io(problem.details)
  }
}
