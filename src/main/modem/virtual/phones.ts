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

export interface Phones {
  /** Lists a phone that has no messages yet. */
  add(number: string): void
  list(): readonly PhoneView[]
  get(number: string): PhoneView | undefined
  /** Takes a part; a message has the id of the part that began it. `shown` once it is whole. */
  receive(part: ArrivingPart): { readonly changed: PhoneMessage; readonly shown: ShownMessage | null }
  sent(number: string, message: PhoneMessage): void
  /** Moves a message that a phone wrote to another state; undefined once it is no longer kept. */
  mark(number: string, id: number, state: PhoneMessageState): PhoneMessage | undefined
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
export function createPhones(limits: PhonesLimits): Phones {
  const phones = new Map<string, PhoneMessage[]>()
  const assemblies = new Map<string, Assembly>()

  function conversation(number: string): PhoneMessage[] {
    const known = phones.get(number)
    if (known !== undefined) return known
    const fresh: PhoneMessage[] = []
    phones.set(number, fresh)
    dropOldest(phones, limits.phones)
    return fresh
  }

  function put(number: string, message: PhoneMessage): void {
    const messages = conversation(number)
    const index = messages.findIndex((other) => other.id === message.id)
    if (index >= 0) messages[index] = message
    else messages.push(message)
    if (messages.length > limits.messagesPerPhone) messages.shift()
  }

  function assemblyFor(part: ArrivingPart): Assembly {
    const { concat } = part
    const total = concat?.total ?? 1
    const key = JSON.stringify([part.from, part.to, concat?.reference ?? null, total])
    const open = concat === null ? undefined : assemblies.get(key)
    if (open !== undefined && open.texts[(concat?.number ?? 1) - 1] === undefined) return open
    return {
      key,
      id: part.part,
      texts: Array.from<string | undefined>({ length: total }),
      parts: [],
    }
  }

  return {
    add(number) {
      conversation(number)
    },
    list: () => [...phones].map(([number, messages]) => ({ number, messages: [...messages] })),
    get(number) {
      const messages = phones.get(number)
      return messages === undefined ? undefined : { number, messages: [...messages] }
    },
    receive(part) {
      const assembly = assemblyFor(part)
      assembly.texts[(part.concat?.number ?? 1) - 1] = part.text
      assembly.parts.push(part.part)
      const whole = !assembly.texts.includes(undefined)
      if (whole) assemblies.delete(assembly.key)
      else {
        assemblies.set(assembly.key, assembly)
        dropOldest(assemblies, limits.incompleteMessages)
      }
      const changed: PhoneMessage = {
        id: assembly.id,
        direction: 'to-phone',
        text: assembly.texts.map((text) => text ?? '…').join(''),
        at: part.at,
        state: whole ? 'shown' : 'receiving',
      }
      put(part.to, changed)
      const shown = { to: part.to, text: changed.text, at: part.at, parts: assembly.parts }
      return { changed, shown: whole ? shown : null }
    },
    sent: put,
    mark(number, id, state) {
      const messages = phones.get(number)
      const index = messages?.findIndex((message) => message.id === id) ?? -1
      const message = messages?.[index]
      if (messages === undefined || message === undefined) return undefined
      const changed = { ...message, state }
      messages[index] = changed
      return changed
    },
  }
}

function dropOldest<Key, Value>(map: Map<Key, Value>, limit: number): void {
  for (const key of map.keys()) {
    if (map.size <= limit) return
    map.delete(key)
  }
}
