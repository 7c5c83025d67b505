import type { Random } from '../../app/ports/random.ts'
import type { ScratchDisk } from '../../app/ports/scratch-disk.ts'
import type { EngineFile } from '../engine/engine-file.ts'
import { ScratchFile } from '../engine/scratch-file.ts'
import { saltSize } from '../format/header.ts'

/** Makes a file for a database that is not the open office's own. `stem` is a path that the file's name begins with. */
export type ScratchRoom = (stem: string) => EngineFile

/** Of such a database so much is in memory. */
const memory_max = 16 * 1024 * 1024

/** On the disk, under a key that nobody keeps. What a killed process left behind goes with the next start's leftovers. */
export function createScratchRoom(openDisk: (path: string) => ScratchDisk, random: Random): ScratchRoom {
  let made = 0
  return (stem) => {
    made += 1
    const key = { id: random.bytes(16), bytes: random.bytes(32), createdAt: 0 }
    return new ScratchFile({
      disk: openDisk(`${stem}.${made}.tmp`),
      key,
      salt: random.bytes(saltSize),
      memory_max,
    })
  }
}
