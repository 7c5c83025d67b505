import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SqlJsStatic } from 'sql.js'
import type { Reader } from '../../src/main/app/ports/store.ts'
import { verifyOffice } from '../../src/main/app/verify/verify-office.ts'
import { type NetworkLine, parseNetworkLine } from '../../src/main/modem/virtual/network-lines.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createDigests } from '../../src/main/platform/digests.ts'
import { createFiles } from '../../src/main/platform/files.ts'
import { createKeys } from '../../src/main/platform/keys.ts'
import { createRandom } from '../../src/main/platform/random.ts'
import { createFileSecrets } from '../../src/main/platform/secrets-file.ts'
import { loadOffice } from '../../src/main/store/journal/load.ts'
import { ringFinder } from '../../src/main/store/keys/key-ring.ts'
import { openKeys } from '../../src/main/store/keys/open-keys.ts'
import { officePaths } from '../../src/main/store/office-paths.ts'
import { createReader } from '../../src/main/store/recorder.ts'
import { quietLogger } from '../fakes/quiet-logger.ts'

/** Where `coreDeps` keeps what this computer keeps. */
const secretsFolder = 'secrets-of-this-computer'

/** Looks into an office by its files alone, as the next start will; changes nothing of them. */
export const lookIntoFiles = async <T>(
  folder: string,
  engine: Promise<SqlJsStatic>,
  look: (read: Reader) => Promise<T>,
): Promise<T> => {
  const files = createFiles(createTimers())
  const paths = officePaths(folder)
  const logger = quietLogger()
  const keys = createKeys(createRandom())
  const secrets = createFileSecrets(files, join(folder, secretsFolder))
  const protection = { keys, secrets, passphrase: null, remember: false }
  const { ring } = await openKeys({ ...protection, files, paths, logger, clock: { now: () => 0 } })
  const loaded = await loadOffice({
    files,
    logger,
    paths,
    sqlJs: await engine,
    knownSchema: 0,
    finder: ringFinder(ring),
    officeId: null,
  })
  try {
    return await look(createReader(loaded.engine, () => undefined))
  } finally {
    loaded.engine.close()
  }
}

/** What `npm run verify` finds wrong, in words. */
export const wrongIn = async (read: Reader): Promise<string[]> => {
  const report = await verifyOffice(read, createDigests())
  return report.findings.map((finding) => JSON.stringify(finding))
}

/** What the network took, by its own file: how often each octets of a part. */
export const takenByNetwork = async (folder: string): Promise<Map<string, number>> => {
  const text = await readFile(join(folder, 'virtual-network.jsonl'), 'utf8')
  const taken = new Map<string, number>()
  const lines = text.split('\n').map(parseNetworkLine)
  const submits = lines.filter((line): line is NetworkLine & { t: 'submit' } => line?.t === 'submit')
  for (const submit of submits) count(taken, submit.pdu)
  return taken
}

export const count = (map: Map<string, number>, key: string): void => {
  map.set(key, (map.get(key) ?? 0) + 1)
}
