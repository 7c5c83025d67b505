/** Says how fate decides, a question at a time. */
export interface Choices {
  /** 0 … `count` − 1. */
  pick(count: number): number
  /** Whether a sector may be torn in its middle too. */
  readonly tears: boolean
}

/** A generator of whole numbers below a bound that gives the same row for the same seed (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

export function atRandom(seed: number): Choices {
  return { pick: seeded(seed), tears: true }
}

/** The same answer each time: 0 loses everything that was not synced, a great number keeps it all. */
export function always(answer: number): Choices {
  return { pick: (count) => Math.min(answer, count - 1), tears: false }
}

interface Answer {
  readonly value: number
  readonly count: number
}

/** Every way to answer; `limit` bounds how many are given. The consumer uses each before it asks for the next. */
export function* everyChoice(limit: number): Generator<Choices> {
  let begin: readonly number[] = []
  for (let given = 0; given < limit; given += 1) {
    const answers: Answer[] = []
    const known = begin
    yield {
      pick: (count) => {
        const value = known[answers.length] ?? 0
        answers.push({ value, count })
        return value
      },
      tears: false,
    }
    while (answers.length > 0 && isLast(answers.at(-1))) answers.pop()
    if (answers.length === 0) return
    begin = answers.map(({ value }, index) => (index === answers.length - 1 ? value + 1 : value))
  }
}

function isLast(answer: Answer | undefined): boolean {
  return answer !== undefined && answer.value === answer.count - 1
}
