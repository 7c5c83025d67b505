import type { Logger } from '../../app/ports/logger.ts'
import type { NetworkFile } from './network-file.ts'
import type { NetworkLine } from './network-lines.ts'
import { parseNetworkLine } from './network-lines.ts'
import type { Change, NetworkState } from './network-state.ts'
import type { PhoneMessage } from './phones.ts'

export interface NetworkEvent {
  readonly number: string
  readonly message: PhoneMessage
}

/** The network's state and the file it stands in: nothing changes before its line is on disk. */
export class NetworkBook {
  readonly state: NetworkState
  readonly #file: NetworkFile
  readonly #listeners = new Set<(event: NetworkEvent) => void>()

  constructor(state: NetworkState, file: NetworkFile) {
    this.state = state
    this.#file = file
  }

  /** Reads the file from its start; once, before anything else. */
  async replay(logger: Logger): Promise<{ readonly lines: number; readonly unreadable: number }> {
    let lines = 0
    let unreadable = 0
    for await (const text of this.#file.lines()) {
      lines += 1
      const line = parseNetworkLine(text)
      if (line === null) unreadable += 1
      else this.state.apply(line)
    }
    if (unreadable > 0) logger.warn('virtual network: lines of its file are unreadable', { unreadable })
    return { lines, unreadable }
  }

  /** Writes the lines, then lets them take effect and tells the listeners. Rejects when the file failed. */
  async commit(lines: readonly NetworkLine[]): Promise<readonly Change[]> {
    await this.#file.append(lines.map((line) => JSON.stringify(line)))
    const changes = lines.map((line) => this.state.apply(line))
    for (const { phone } of changes) {
      if (phone !== null) for (const listener of this.#listeners) listener(phone)
    }
    return changes
  }

  subscribe(listener: (event: NetworkEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}
