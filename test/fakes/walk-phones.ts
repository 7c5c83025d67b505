import type { VirtualNetwork } from '../../src/main/modem/virtual/network.ts'

/** The phones around an office as a test sees them. */
export interface WalkPhones {
  /** A phone writes; resolves to the whole text that comes back. */
  ask(number: string, text: string): Promise<string>
  /** The next message that the phone shows and that this was not given before. */
  next(number: string): Promise<string>
  /** Everything the phone has shown, in order. */
  shown(number: string): readonly string[]
}

export function createWalkPhones(network: VirtualNetwork): WalkPhones {
  const given = new Map<string, number>()
  const shown = (number: string): readonly string[] =>
    (network.phone(number)?.messages ?? [])
      .filter(({ direction, state }) => direction === 'to-phone' && state === 'shown')
      .map(({ text }) => text)
  const next = (number: string): Promise<string> =>
    new Promise((resolve) => {
      const at = given.get(number) ?? 0
      const look = (): void => {
        const text = shown(number)[at]
        if (text === undefined) return
        stop()
        given.set(number, at + 1)
        resolve(text)
      }
      const stop = network.subscribe(look)
      look()
    })
  return {
    shown,
    next,
    async ask(number, text) {
      await network.phoneSend(number, text)
      return next(number)
    },
  }
}
