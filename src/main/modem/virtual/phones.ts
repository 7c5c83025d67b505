import type { Instant } from '../../app/ports/clock.ts'

/**
 * `receiving`: parts are missing; `shown`: whole on the phone; `waiting`: written by the phone, still in the network;
 * `in-modem`: in the modem's store; `fetched`: taken by the computer and forgotten by the modem.
 */
export type PhoneMessageState = 'receiving' | 'shown' | 'waiting' | 'in-modem' | 'fetched'

export interface PhoneMessage {
  readonly id: number
  readonly direction: 'to-phone' | 'from-phone'
  readonly text: string
  readonly at: Instant
  readonly state: PhoneMessageState
}

export interface PhoneView {
  /** E.164 with `+`, or as the sender dialled it. */
  readonly number: string
  readonly messages: readonly PhoneMessage[]
}

/** A part as it reaches a phone. */
export interface ArrivingPart {
  /** The network's count of this part. */
  readonly part: number
  readonly from: string
  readonly to: string
  readonly text: string
  readonly at: Instant
  readonly concat: { readonly reference: number; readonly total: number; readonly number: number } | null
}

export interface ShownMessage {
  readonly to: string
  readonly text: string
  readonly at: Instant
  readonly parts: number[]
}

export interface PhonesLimits {
  readonly phones: number
  readonly messagesPerPhone: number
  readonly incompleteMessages: number
}

interface Assembly {
  readonly key: string
  readonly id: number
  readonly texts: (string | undefined)[]
  readonly parts: number[]
}

/** The phones of the invented clients. What falls out of the limits stays in the network's file only. */
export class Phones {
  readonly #limits: PhonesLimits
  readonly #conversations = new Map<string, PhoneMessage[]>()
  readonly #assemblies = new Map<string, Assembly>()

  constructor(limits: PhonesLimits) {
    this.#limits = limits
  }

  /** Lists a phone that has no messages yet. */
  add(number: string): void {
    this.#conversation(number)
  }

  list(): readonly PhoneView[] {
    return [...this.#conversations].map(([number, messages]) => ({ number, messages: [...messages] }))
  }

  get(number: string): PhoneView | undefined {
    const messages = this.#conversations.get(number)
    return messages === undefined ? undefined : { number, messages: [...messages] }
  }

  /** Takes a part; a message has the id of the part that began it. `shown` once it is whole. */
  receive(part: ArrivingPart): { readonly changed: PhoneMessage; readonly shown: ShownMessage | null } {
    const assembly = this.#assemblyFor(part)
    assembly.texts[(part.concat?.number ?? 1) - 1] = part.text
    assembly.parts.push(part.part)
    const whole = !assembly.texts.includes(undefined)
    if (whole) this.#assemblies.delete(assembly.key)
    else {
      this.#assemblies.set(assembly.key, assembly)
      dropOldest(this.#assemblies, this.#limits.incompleteMessages)
    }
    const changed: PhoneMessage = {
      id: assembly.id,
      direction: 'to-phone',
      text: assembly.texts.map((text) => text ?? '…').join(''),
      at: part.at,
      state: whole ? 'shown' : 'receiving',
    }
    this.put(part.to, changed)
    const shown = { to: part.to, text: changed.text, at: part.at, parts: assembly.parts }
    return { changed, shown: whole ? shown : null }
  }

  /** Adds a message or replaces the one with its id. */
  put(number: string, message: PhoneMessage): void {
    const messages = this.#conversation(number)
    const index = messages.findIndex((other) => other.id === message.id)
    if (index >= 0) messages[index] = message
    else messages.push(message)
    if (messages.length > this.#limits.messagesPerPhone) messages.shift()
  }

  /** Moves a message that a phone wrote to another state; undefined once it is no longer kept. */
  mark(number: string, id: number, state: PhoneMessageState): PhoneMessage | undefined {
    const messages = this.#conversations.get(number)
    const message = messages?.find((other) => other.id === id)
    if (message === undefined) return undefined
    const changed = { ...message, state }
    this.put(number, changed)
    return changed
  }

  #conversation(number: string): PhoneMessage[] {
    const known = this.#conversations.get(number)
    if (known !== undefined) return known
    const fresh: PhoneMessage[] = []
    this.#conversations.set(number, fresh)
    dropOldest(this.#conversations, this.#limits.phones)
    return fresh
  }

  #assemblyFor(part: ArrivingPart): Assembly {
    const { concat } = part
    const total = concat?.total ?? 1
    const key = JSON.stringify([part.from, part.to, concat?.reference ?? null, total])
    const open = concat === null ? undefined : this.#assemblies.get(key)
    // The same part again begins another message, as a reference used a second time does.
    if (open !== undefined && open.texts[(concat?.number ?? 1) - 1] === undefined) return open
    const texts = Array.from<string | undefined>({ length: total })
    return { key, id: part.part, texts, parts: [] }
  }
}

function dropOldest<Key, Value>(map: Map<Key, Value>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return
    map.delete(key)
  }
}
