import type { Choices } from './choices.ts'
import { FileNode } from './file-node.ts'

/** A disk at rest: folders end in «/», files have their octets. */
export type DiskImage = ReadonlyMap<string, Buffer | null>

/** What a call did to the disk. Nodes are numbered in the order of their making. */
export type DiskStep =
  | { readonly kind: 'make'; readonly folder: number; readonly name: string; readonly file: boolean }
  | { readonly kind: 'unlink'; readonly folder: number; readonly name: string }
  | {
      readonly kind: 'rename'
      readonly folder: number
      readonly name: string
      readonly toFolder: number
      readonly toName: string
    }
  | { readonly kind: 'write'; readonly node: number; readonly position: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly node: number; readonly length: number }
  | { readonly kind: 'sync'; readonly node: number }
  | { readonly kind: 'forget'; readonly node: number }

type Names = Map<string, number>

interface FolderNode {
  readonly cached: Names
  readonly durable: Names
}

/** A change of names waits until one of its folders is synced; both halves of a rename go together. */
type NameChange = Extract<DiskStep, { kind: 'make' | 'unlink' | 'rename' }> & { readonly node: number }

export const rootNode = 0

/**
 * Files and folders with what is in the cache and what is on the platters. A new file's name and a rename are on disk
 * with their folder's sync and no sooner, but may be there before the file's content is.
 */
export class DiskState {
  readonly #files = new Map<number, FileNode>()
  readonly #folders = new Map<number, FolderNode>([[rootNode, { cached: new Map(), durable: new Map() }]])
  #names: NameChange[] = []
  #nodes = 1

  static of(image: DiskImage): DiskState {
    const state = new DiskState()
    for (const [path, content] of image) state.#add(path, content)
    return state
  }

  clone(): DiskState {
    const copy = new DiskState()
    for (const [node, file] of this.#files) copy.#files.set(node, file.clone())
    for (const [node, { cached, durable }] of this.#folders)
      copy.#folders.set(node, { cached: new Map(cached), durable: new Map(durable) })
    copy.#names = [...this.#names]
    copy.#nodes = this.#nodes
    return copy
  }

  file(node: number): FileNode | undefined {
    return this.#files.get(node)
  }

  /** Names as a process sees them. */
  folder(node: number): ReadonlyMap<string, number> | undefined {
    return this.#folders.get(node)?.cached
  }

  apply(step: DiskStep): void {
    if (step.kind === 'write') this.#fileAt(step.node).write(step.position, step.bytes)
    else if (step.kind === 'truncate') this.#fileAt(step.node).truncate(step.length)
    else if (step.kind === 'sync') this.#sync(step.node)
    else if (step.kind === 'forget') this.#files.get(step.node)?.forget()
    else this.#rename(step)
  }

  /** What a start after a power cut finds. */
  afterCut(choices: Choices): DiskImage {
    const folders = new Map<number, Names>()
    for (const [node, { durable }] of this.#folders) folders.set(node, new Map(durable))
    for (const change of this.#names) {
      if (choices.pick(2) === 1) applyNames((node) => folders.get(node), change)
    }
    return this.#image(folders, (file) => file.afterCut(choices))
  }

  /** What a start after the end of the process alone finds: everything it did. */
  afterKill(): DiskImage {
    const folders = new Map([...this.#folders].map(([node, { cached }]) => [node, cached]))
    return this.#image(folders, (file) => file.cached)
  }

  #image(folders: ReadonlyMap<number, Names>, content: (file: FileNode) => Buffer): DiskImage {
    const image = new Map<string, Buffer | null>()
    const walk = (node: number, path: string): void => {
      for (const [name, child] of folders.get(node) ?? []) {
        const file = this.#files.get(child)
        if (file !== undefined) image.set(path + name, content(file))
        else {
          image.set(`${path}${name}/`, null)
          walk(child, `${path}${name}/`)
        }
      }
    }
    walk(rootNode, '/')
    return image
  }

  #add(path: string, content: Buffer | null): void {
    const names = path.split('/').filter((name) => name !== '')
    const last = names.pop() ?? ''
    let folder = rootNode
    for (const name of names) folder = this.#folders.get(folder)?.durable.get(name) ?? folder
    const node = this.#newNode(content === null ? null : FileNode.of(content))
    this.#folders.get(folder)?.durable.set(last, node)
    this.#folders.get(folder)?.cached.set(last, node)
  }

  #newNode(file: FileNode | null): number {
    const node = this.#nodes
    this.#nodes += 1
    if (file === null) this.#folders.set(node, { cached: new Map(), durable: new Map() })
    else this.#files.set(node, file)
    return node
  }

  #fileAt(node: number): FileNode {
    const file = this.#files.get(node)
    if (file === undefined) throw new Error(`node ${node} is no file`)
    return file
  }

  #rename(step: Extract<DiskStep, { kind: 'make' | 'unlink' | 'rename' }>): void {
    const known = this.#folders.get(step.folder)?.cached.get(step.name)
    const node = step.kind === 'make' ? this.#newNode(step.file ? new FileNode() : null) : known
    if (node === undefined) throw new Error(`nothing is called ${step.name}`)
    const change = { ...step, node }
    applyNames((folder) => this.#folders.get(folder)?.cached, change)
    this.#names.push(change)
  }

  #sync(node: number): void {
    this.#files.get(node)?.sync()
    if (!this.#folders.has(node)) return
    const touches = (change: NameChange): boolean =>
      change.folder === node || (change.kind === 'rename' && change.toFolder === node)
    const going = this.#names.filter(touches)
    this.#names = this.#names.filter((change) => !touches(change))
    for (const change of going) applyNames((folder) => this.#folders.get(folder)?.durable, change)
  }
}

/** Where an earlier change of the same name was lost, the later one still says what the name means now. */
function applyNames(namesOf: (folder: number) => Names | undefined, change: NameChange): void {
  const names = namesOf(change.folder)
  if (change.kind === 'make') names?.set(change.name, change.node)
  else if (names?.get(change.name) === change.node) names.delete(change.name)
  if (change.kind === 'rename') namesOf(change.toFolder)?.set(change.toName, change.node)
}
