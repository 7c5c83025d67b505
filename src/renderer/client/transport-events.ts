import type { CoreEvent } from '../../shared/contract/envelope.ts'
import { followEvents } from './transport-stream.ts'
import { everythingChanged, type LinkState } from './transport-types.ts'
import { growingPauses, type LoopbackWindow } from './transport-window.ts'

/** Where a window's events go, whether by its own stream or from the window that leads. */
export interface Ear {
  state(): LinkState
  become(state: LinkState): void
  tell(event: CoreEvent): void
}

/** Hears the core's events until the office closes: from the leading window, or by an own stream once this one leads. */
export function hearEvents(window: LoopbackWindow, admitted: Promise<string | null>, own: Ear): void {
  let leading = false
  window.share.listen((message) => {
    if (message.type === 'hello') {
      if (leading) window.share.send({ type: 'state', state: own.state() })
    } else if (message.type === 'event') own.tell(message.event)
    else if (message.state !== own.state()) {
      own.become(message.state)
      if (own.state() === 'open') own.tell(everythingChanged)
    }
  })
  void window.share.lead(async () => {
    const token = await admitted
    // What is wrong with this window's token is no matter of the others.
    if (token === null) return own.become('closed')
    leading = true
    const end = await keepFollowing(window, token, repeated(window, own))
    leading = false
    if (end === 'refused') window.token.remove()
    own.become('closed')
  })
  window.share.send({ type: 'hello' })
}

/** The ear of the leading window: what it hears the others hear too. */
function repeated(window: LoopbackWindow, own: Ear): Ear {
  return {
    state: own.state,
    become(state) {
      own.become(state)
      window.share.send({ type: 'state', state })
    },
    tell(event) {
      own.tell(event)
      window.share.send({ type: 'event', event })
    },
  }
}

/** Holds the event stream, again and again, for as long as the office is there and knows this window. */
async function keepFollowing(window: LoopbackWindow, token: string, ear: Ear): Promise<'closed' | 'refused'> {
  const pauses = growingPauses(window)
  while (ear.state() !== 'closed') {
    const end = await followEvents(window, token, {
      open() {
        pauses.reset()
        ear.become('open')
        // Whatever was read before this moment may have changed unheard.
        ear.tell(everythingChanged)
      },
      event: (event) => ear.tell(isEverything(event) ? everythingChanged : event),
    })
    if (end === 'refused') return 'refused'
    if (end === 'closing') {
      ear.become('closed')
      return 'closed'
    }
    ear.become('lost')
    await pauses.next()
  }
  return 'closed'
}

function isEverything(event: CoreEvent): boolean {
  return event.type === 'changed' && event.topics.includes('*')
}
