import type { SystemCalls } from '../../../src/main/platform/system-calls.ts'
import { type DiskImage, type DiskState, type DiskStep, rootNode } from './disk-state.ts'

export type CallName = Exclude<keyof SystemCalls, 'writeSync'>

/** One call as it comes in; `index` counts from 0. */
export interface DiskCall {
  readonly index: number
  readonly name: CallName
  readonly path: string
  /** Octets asked for, of reads and writes. */
  readonly length: number
}

/** What the disk does instead of what it was asked: fails, or takes or gives so many octets only. */
export type Mishap =
  | {
      readonly errno: string /** After a failed sync: the pages are called clean. */
      readonly forgets?: boolean
    }
  | { readonly count: number }

export interface SimulatedDisk {
  readonly calls: SystemCalls
  readonly state: DiskState
  /** What was done, in order, from the image the disk was made of. */
  readonly steps: readonly DiskStep[]
  /** Calls so far. */
  readonly made: () => number
  /** Paths of what is open now. */
  readonly opened: () => string[]
  /** The process ends here: from now on each call of it fails and changes nothing. */
  end(): void
}

interface Descriptor {
  readonly node: number
  readonly path: string
  readonly writable: boolean
}

class Errno extends Error {
  readonly code: string
  constructor(code: string, call: string, path: string) {
    super(`${code}: ${call} '${path}'`)
    this.code = code
  }
}

const failureOf = (error: unknown): Errno => {
  if (error instanceof Errno) return error
  throw error
}

/** A disk in memory that keeps apart what a process sees and what a power cut leaves. `mishap` is asked before each call. */
export function createSimulatedDisk(
  state: DiskState,
  mishap: (call: DiskCall) => Mishap | null = () => null,
): SimulatedDisk {
  const disk = new Calls(state, mishap)
  return {
    calls: disk.calls,
    state,
    steps: disk.steps,
    made: () => disk.made,
    opened: () => [...disk.descriptors.values()].map(({ path }) => path),
    end: () => {
      disk.ended = true
    },
  }
}

/** A disk with one empty folder and nothing else. */
export function emptyImage(folder: string): DiskImage {
  const parts = folder.split('/').filter((part) => part !== '')
  return new Map(parts.map((_, index) => [`/${parts.slice(0, index + 1).join('/')}/`, null] as const))
}

class Calls {
  readonly steps: DiskStep[] = []
  readonly descriptors = new Map<number, Descriptor>()
  readonly #state: DiskState
  readonly #mishap: (call: DiskCall) => Mishap | null
  #next = 100
  made = 0
  ended = false

  constructor(state: DiskState, mishap: (call: DiskCall) => Mishap | null) {
    this.#state = state
    this.#mishap = mishap
  }

  readonly calls: SystemCalls = {
    open: (path, flags, _mode, done) =>
      this.#later(
        () => this.#open(path, flags),
        (error, descriptor) => done(error, descriptor ?? -1),
      ),
    close: (descriptor, done) =>
      this.#later(
        () => this.#close(descriptor),
        (error) => done(error),
      ),
    read: (descriptor, target, offset, length, position, done) =>
      this.#later(
        () => this.#read(descriptor, target.subarray(offset, offset + length), position),
        (error, count) => done(error, count ?? 0),
      ),
    write: (descriptor, bytes, offset, length, position, done) =>
      this.#later(
        () => this.#write(descriptor, bytes.subarray(offset, offset + length), position),
        (error, count) => done(error, count ?? 0),
      ),
    writeSync: (descriptor, bytes, offset, length, position) =>
      this.#write(descriptor, bytes.subarray(offset, offset + length), position),
    fdatasync: (descriptor, done) =>
      this.#later(
        () => this.#sync(descriptor),
        (error) => done(error),
      ),
    ftruncate: (descriptor, length, done) =>
      this.#later(
        () => this.#truncate(descriptor, length),
        (error) => done(error),
      ),
    fstat: (descriptor, done) =>
      this.#later(
        () => ({ size: this.#size('fstat', this.#at(descriptor).path, this.#at(descriptor).node) }),
        (error, stats) => done(error, stats ?? { size: 0 }),
      ),
    stat: (path) => this.#promised(() => ({ size: this.#size('stat', path, this.#find('stat', path)) })),
    access: (path) =>
      this.#promised(() => {
        this.#enter('access', path)
        this.#find('access', path)
      }),
    readdir: (folder) => this.#promised(() => this.#readdir(folder)),
    mkdir: (folder) => this.#promised(() => this.#mkdir(folder)),
    chmod: (path) =>
      this.#promised(() => {
        this.#enter('chmod', path)
        this.#find('chmod', path)
      }),
    rename: (from, to) => this.#promised(() => this.#rename(from, to)),
    unlink: (path) => this.#promised(() => this.#unlink(path)),
    realpath: (path) =>
      this.#promised(() => {
        this.#enter('realpath', path)
        this.#find('realpath', path)
        return path
      }),
  }

  #later<T>(work: () => T, done: (error: Errno | null, value?: T) => void): void {
    setImmediate(() => {
      let value: T
      try {
        value = work()
      } catch (error) {
        done(failureOf(error))
        return
      }
      done(null, value)
    })
  }

  #promised<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      setImmediate(() => {
        try {
          resolve(work())
        } catch (error) {
          reject(error)
        }
      })
    })
  }

  /** Counts the call and asks what befalls it. Returns how many octets it may take or give. */
  #enter(name: CallName, path: string, length = 0): number {
    if (this.ended) throw new Errno('EIO', name, path)
    const call = { index: this.made, name, path, length }
    this.made += 1
    const mishap = this.#mishap(call)
    if (mishap === null) return length
    if ('count' in mishap) return Math.min(length, mishap.count)
    if (mishap.forgets === true) {
      const node = this.#lookup(path)
      if (node !== undefined) this.#do({ kind: 'forget', node })
    }
    throw new Errno(mishap.errno, name, path)
  }

  #do(step: DiskStep): void {
    this.steps.push(step)
    this.#state.apply(step)
  }

  #at(descriptor: number): Descriptor {
    const known = this.descriptors.get(descriptor)
    if (known === undefined) throw new Error(`a call on descriptor ${descriptor}, which is not open`)
    return known
  }

  #open(path: string, flags: string): number {
    this.#enter('open', path)
    const [folder, name] = this.#parent('open', path)
    let node = name === '' ? folder : this.#state.folder(folder)?.get(name)
    if (node !== undefined && flags === 'wx') throw new Errno('EEXIST', 'open', path)
    if (node === undefined) {
      if (!flags.startsWith('w')) throw new Errno('ENOENT', 'open', path)
      this.#do({ kind: 'make', folder, name, file: true })
      node = this.#find('open', path)
    } else if (flags !== 'r' && this.#state.folder(node) !== undefined) {
      throw new Errno('EISDIR', 'open', path)
    } else if (flags === 'w') this.#do({ kind: 'truncate', node, length: 0 })
    const descriptor = this.#next
    this.#next += 1
    this.descriptors.set(descriptor, { node, path, writable: flags !== 'r' })
    return descriptor
  }

  #close(descriptor: number): void {
    const { path } = this.#at(descriptor)
    // Whatever close says, the descriptor is gone.
    this.descriptors.delete(descriptor)
    this.#enter('close', path)
  }

  #read(descriptor: number, target: Uint8Array, position: number): number {
    const { node, path } = this.#at(descriptor)
    const length = this.#enter('read', path, target.byteLength)
    const content = this.#state.file(node)?.cached
    if (content === undefined) throw new Errno('EISDIR', 'read', path)
    const piece = content.subarray(position, position + length)
    target.set(piece)
    return piece.byteLength
  }

  #write(descriptor: number, bytes: Uint8Array, position: number): number {
    const { node, path, writable } = this.#at(descriptor)
    const length = this.#enter('write', path, bytes.byteLength)
    if (!writable) throw new Errno('EBADF', 'write', path)
    if (length > 0) this.#do({ kind: 'write', node, position, bytes: Buffer.from(bytes.subarray(0, length)) })
    return length
  }

  #sync(descriptor: number): void {
    const { node, path } = this.#at(descriptor)
    this.#enter('fdatasync', path)
    this.#do({ kind: 'sync', node })
  }

  #truncate(descriptor: number, length: number): void {
    const { node, path } = this.#at(descriptor)
    this.#enter('ftruncate', path)
    this.#do({ kind: 'truncate', node, length })
  }

  #size(name: CallName, path: string, node: number): number {
    this.#enter(name, path)
    return this.#state.file(node)?.cached.byteLength ?? 0
  }

  #readdir(folder: string): string[] {
    this.#enter('readdir', folder)
    const names = this.#state.folder(this.#find('readdir', folder))
    if (names === undefined) throw new Errno('ENOTDIR', 'readdir', folder)
    return [...names.keys()]
  }

  #mkdir(path: string): void {
    this.#enter('mkdir', path)
    const [folder, name] = this.#parent('mkdir', path)
    if (name === '' || this.#state.folder(folder)?.has(name) === true)
      throw new Errno('EEXIST', 'mkdir', path)
    this.#do({ kind: 'make', folder, name, file: false })
  }

  #rename(from: string, to: string): void {
    this.#enter('rename', from)
    const [folder, name] = this.#parent('rename', from)
    const [toFolder, toName] = this.#parent('rename', to)
    this.#find('rename', from)
    const there = this.#state.folder(toFolder)?.get(toName)
    // A folder gives way to another only when nothing is in it.
    if (there !== undefined && (this.#state.folder(there)?.size ?? 0) > 0) {
      throw new Errno('ENOTEMPTY', 'rename', to)
    }
    this.#do({ kind: 'rename', folder, name, toFolder, toName })
  }

  #unlink(path: string): void {
    this.#enter('unlink', path)
    const [folder, name] = this.#parent('unlink', path)
    if (this.#state.folder(this.#find('unlink', path)) !== undefined)
      throw new Errno('EISDIR', 'unlink', path)
    this.#do({ kind: 'unlink', folder, name })
  }

  #find(call: CallName, path: string): number {
    const [folder, name] = this.#parent(call, path)
    const node = name === '' ? folder : this.#state.folder(folder)?.get(name)
    if (node === undefined) throw new Errno('ENOENT', call, path)
    return node
  }

  #lookup(path: string): number | undefined {
    return [...this.descriptors.values()].find((known) => known.path === path)?.node
  }

  /** The folder of a path and the last name in it. */
  #parent(call: CallName, path: string): [number, string] {
    const names = path.split('/').filter((name) => name !== '')
    const last = names.pop() ?? ''
    let folder = rootNode
    for (const name of names) {
      const next = this.#state.folder(folder)?.get(name)
      if (next === undefined) throw new Errno('ENOENT', call, path)
      if (this.#state.folder(next) === undefined) throw new Errno('ENOTDIR', call, path)
      folder = next
    }
    return [folder, last]
  }
}
