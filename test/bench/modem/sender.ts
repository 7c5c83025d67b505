/** One message of a run; its recipient is its own, so that whatever happens to it can be told apart. */
export interface Outgoing {
  readonly to: string
  readonly text: string
}

/** What a sender says of a message: `uncertain` is told to a person, `waiting` is still to come. */
export type Told = 'sent' | 'failed' | 'uncertain' | 'waiting'

export interface Place {
  /** Scratch folder of this run. */
  readonly folder: string
  readonly pty: string
}

/** A sender at work on a modem. */
export interface Sending {
  /** When it was started with the messages in its hands, UTC milliseconds. */
  readonly startedAt: number
  /** When it had each incoming message in its own keeping, UTC milliseconds, ascending. */
  arrivals(): Promise<readonly number[]>
  /** By recipient; one that is missing was forgotten. */
  told(): Promise<ReadonlyMap<string, Told>>
  /** Processor time it has used so far, seconds. */
  cpu_s(): Promise<number>
  end(): Promise<void>
}

/** A program that sends SMS by a modem on a serial port. */
export interface Sender {
  readonly name: string
  /** Gives it all messages and starts it on the modem. */
  begin(place: Place, messages: readonly Outgoing[]): Promise<Sending>
}

const clientOf = (index: number): string => `+7901${String(1_000_000 + index)}`

/** `count` texts of one part each, all different. */
export const shortMessages = (count: number): Outgoing[] =>
  Array.from({ length: count }, (_, index) => ({
    to: clientOf(index),
    text: `Квиток №${index}: оплата принята, долг погашен`,
  }))
