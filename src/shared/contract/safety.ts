import { z } from 'zod'
import { passphraseOf } from '../passphrase.ts'
import { Bytes, command, InstantMs, Nothing, query } from './define.ts'

/** A folder or file on this computer, as its system names it. */
export const LocalPath = z.string().trim().min(1).max(1000)
/**
 * What a person types to open an office whose key this computer does not keep. It arrives as `passphraseOf` makes it:
 * however it was typed, the same words are the same passphrase.
 */
export const Passphrase = z.string().max(400).overwrite(passphraseOf).min(8).max(200)

/** Why a copy was made: by the day, at the end of a shift, or because a person asked. */
export const CopyReason = z.enum(['day', 'shift', 'person', 'schema'])

export const CopyView = z.strictObject({
  /** The file's name, without its folder. */
  name: z.string(),
  at: InstantMs,
  reason: CopyReason,
  /** `office`: beside the office's own files; `place`: in the second folder or on the stick. */
  where: z.enum(['office', 'place']),
  size: z.int(),
  /** When it was last opened and found whole; null = never yet. */
  checkedAt: InstantMs.nullable(),
  /** Machine code of what is wrong with it, null where nothing is. */
  problem: z.string().nullable(),
})

export const MirrorView = z.strictObject({
  /** The second folder or stick, null where the owner wants none. */
  folder: z.string().nullable(),
  /** `level`: everything acknowledged is there too; `behind`: it is being caught up; the others say what it waits for. */
  state: z.enum(['off', 'level', 'behind', 'absent', 'full', 'read-only', 'slow', 'foreign', 'failed']),
  behind_bytes: z.int(),
  /** When it was level last; null = never since it was chosen. */
  levelAt: InstantMs.nullable(),
})

export const DrillView = z.strictObject({
  at: InstantMs,
  /** Name of the copy that was restored into a scratch folder. */
  copy: z.string(),
  ok: z.boolean(),
  tables: z.int(),
  rows: z.int(),
  /** What did not agree, in a few machine words; null where everything did. */
  problem: z.string().nullable(),
})

export const SafetyView = z.strictObject({
  encrypted: z.boolean(),
  /** When the passphrase was last set; null where there is none (a training office). */
  passphraseAt: InstantMs.nullable(),
  /** When two words of the recovery sheet were last given back; null = never. */
  sheetAt: InstantMs.nullable(),
  keyAt: InstantMs.nullable(),
  /** Where this computer keeps the key, so that nobody types the passphrase each morning. */
  keyKept: z.enum(['system', 'file', 'none']),
  /** True while the files are being written anew under another key. */
  rotating: z.boolean(),
  copies: z.array(CopyView),
  lastGoodCopyAt: InstantMs.nullable(),
  /** The last good copy is older than the office wants it to be. */
  copyOld: z.boolean(),
  mirror: MirrorView,
  lastDrill: DrillView.nullable(),
  size: z.strictObject({ journal: z.int(), snapshots: z.int(), copies: z.int(), free: z.int().nullable() }),
  /** Octets of the office's files at the end of a day, oldest first, at most a year. */
  growth: z.array(z.strictObject({ day: z.string(), octets: z.int() })),
  /** Restored from a copy: nothing is sent until a person has looked. */
  restoredAt: InstantMs.nullable(),
})
export type SafetyView = z.output<typeof SafetyView>

export const safetyCalls = {
  'safety.state': query(Nothing, SafetyView),
  /** The second folder or stick for the mirror and the copies; null = none. */
  'safety.setPlace': command(z.strictObject({ folder: LocalPath.nullable() }), Nothing, 'owner'),
  /** Progress comes as the job `copy`. */
  'safety.copyNow': command(Nothing, CopyView),
  /** Restores the newest copy into a scratch folder and compares; progress comes as the job `drill`. */
  'safety.drill': command(z.strictObject({ passphrase: Passphrase.nullable() }), DrillView),
  /** Words for a new passphrase, nothing is changed yet. */
  'safety.words': query(
    z.strictObject({ lang: z.enum(['ru', 'en']) }),
    z.strictObject({ words: z.array(z.string()) }),
    'anyone',
  ),
  /** The printable recovery sheet (PDF) for a passphrase that the window holds; the core keeps none. */
  'safety.sheet': query(
    /** `office`: its name where the first run has not made it yet, else null. */
    z.strictObject({
      passphrase: Passphrase,
      lang: z.enum(['ru', 'en']),
      office: z.string().trim().max(200).nullable(),
    }),
    z.strictObject({ pdf: Bytes }),
    'anyone',
  ),
  'safety.setPassphrase': command(
    z.strictObject({ passphrase: Passphrase, sheetConfirmed: z.boolean() }),
    Nothing,
    'owner',
  ),
  /** A new data key for everything written from now on; the old files follow in the background. */
  'safety.rotateKey': command(z.strictObject({ passphrase: Passphrase }), Nothing, 'owner'),
}

/** Why an office is not open. `file` is the file it is about, `reason` a machine word. */
export const GateProblem = z.strictObject({
  code: z.enum([
    'passphrase-needed',
    'passphrase-wrong',
    'no-key',
    'held',
    'damaged',
    'older-than-known',
    'newer-schema',
    'folder-gone',
    'read-only',
    'no-space',
    'io',
    'another-kind',
    'bug',
  ]),
  file: z.string().nullable(),
  reason: z.string().nullable(),
  /** Who holds the office, for `held`. */
  host: z.string().nullable(),
  pid: z.int().nullable(),
  since: InstantMs.nullable(),
})
export type GateProblem = z.output<typeof GateProblem>

/** What a person may do about a closed office. */
export const GateAct = z.enum([
  'unlock',
  'retry',
  'take-over',
  'accept-older',
  'read-only',
  'salvage',
  'restore',
])
export type GateAct = z.output<typeof GateAct>

export const GateView = z.strictObject({
  phase: z.enum(['opening', 'open', 'closed']),
  kind: z.enum(['training', 'real']),
  folder: z.string(),
  /** Open, but only to look: nothing can be changed, nothing is sent. */
  readOnly: z.boolean(),
  problem: GateProblem.nullable(),
  acts: z.array(GateAct),
  /** The last good state that `read-only` and `salvage` would show, where it is known. */
  lastGoodAt: InstantMs.nullable(),
  /** The disk failed under the office and it was opened again: what happened, null where nothing did. */
  lastFailure: z.strictObject({ code: z.string(), at: InstantMs }).nullable(),
})
export type GateView = z.output<typeof GateView>

/** What lies at a path that somebody wants to restore from. */
export const RestoreSource = z.strictObject({
  kind: z.enum(['copy', 'mirror', 'none']),
  /** Newest thing in it. */
  at: InstantMs.nullable(),
  encrypted: z.boolean(),
  size: z.int(),
  problem: z.string().nullable(),
})

/** Answered before an office is open, and while it is: they stand before the login. */
export const gateCalls = {
  'gate.state': query(Nothing, GateView, 'anyone'),
  'gate.unlock': command(
    z.strictObject({ passphrase: Passphrase, remember: z.boolean() }),
    GateView,
    'anyone',
  ),
  'gate.retry': command(Nothing, GateView, 'anyone'),
  /** The other computer is switched off: its lock is taken, unless it is seen to be alive. */
  'gate.takeOver': command(Nothing, GateView, 'anyone'),
  /** The files are older than this computer remembers, and that is right. */
  'gate.acceptOlder': command(Nothing, GateView, 'anyone'),
  'gate.openReadOnly': command(Nothing, GateView, 'anyone'),
  /** Goes on from the last good state; the damaged files are kept beside it. */
  'gate.salvage': command(Nothing, GateView, 'anyone'),
  'gate.inspect': query(z.strictObject({ path: LocalPath }), RestoreSource, 'anyone'),
  /** Into a folder that holds no office or a closed one, whose files are kept beside it. Progress: the job `restore`. */
  'gate.restore': command(
    z.strictObject({ path: LocalPath, passphrase: Passphrase.nullable() }),
    GateView,
    'anyone',
  ),
}
