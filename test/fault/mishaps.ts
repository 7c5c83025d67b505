import type { CallName, DiskCall, Mishap } from '../fakes/disk/simulated-disk.ts'
import { officeFolder } from './pay-office.ts'

/** What may befall a call of each kind, one mishap at a time. */
export const mishapsOf: Readonly<Record<CallName, readonly Mishap[]>> = {
  open: ['EACCES', 'EROFS', 'EBUSY', 'EMFILE'].map(failing),
  close: ['EIO'].map(failing),
  read: [failing('EIO'), { count: 1 }, { count: 0 }],
  write: [failing('ENOSPC'), failing('EIO'), { count: 1 }, { count: 100 }, { count: 0 }],
  fdatasync: [failing('EIO'), { errno: 'EIO', forgets: true }, { errno: 'ENOSPC', forgets: true }],
  ftruncate: ['EIO'].map(failing),
  fstat: ['EIO'].map(failing),
  stat: ['EIO'].map(failing),
  access: ['EIO'].map(failing),
  readdir: ['EIO', 'EACCES'].map(failing),
  mkdir: ['EROFS', 'ENOSPC', 'EACCES', 'EIO'].map(failing),
  chmod: ['EACCES', 'EIO'].map(failing),
  rename: ['EBUSY', 'EACCES', 'EIO'].map(failing),
  unlink: ['EBUSY', 'EACCES', 'EIO'].map(failing),
  realpath: ['EIO'].map(failing),
}

function failing(errno: string): Mishap {
  return { errno }
}

/** A mishap that the store may get over without a word: what was asked is done all the same. */
export function mayBeSilent(call: DiskCall, mishap: Mishap): boolean {
  if ('count' in mishap) return mishap.count > 0
  if (call.name === 'rename') return mishap.errno === 'EBUSY'
  // A folder above that may not be read is one that nothing was made in: its sync is left out.
  return call.name === 'open' && mishap.errno === 'EACCES' && officeFolder.startsWith(call.path)
}

/** Problems that a failed call of the disk must never be told as. */
export const wrongProblems: ReadonlySet<string> = new Set(['damaged', 'newer-schema', 'locked', 'passphrase'])

/** After so many octets more the disk is full, until somebody makes room. */
export function fullDisk(room: number): { mishap: (call: DiskCall) => Mishap | null; makeRoom: () => void } {
  let left = room
  return {
    mishap: ({ name, length }) => {
      if (name !== 'write') return null
      if (left === 0) return failing('ENOSPC')
      const count = Math.min(left, length)
      left -= count
      return count === length ? null : { count }
    },
    makeRoom: () => {
      left = Number.POSITIVE_INFINITY
    },
  }
}
