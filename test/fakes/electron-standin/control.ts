import type { FromStandIn, ToStandIn } from './messages.ts'

/** The line to the test that started this process; without one nothing is told and nothing is asked. */
export interface Control {
  tell(message: FromStandIn): void
  on<Type extends ToStandIn['type']>(
    type: Type,
    act: (message: Extract<ToStandIn, { type: Type }>) => void,
  ): void
}

export function createControl(): Control {
  const actions = new Map<string, (message: ToStandIn) => void>()
  process.on('message', (message: ToStandIn) => actions.get(message.type)?.(message))
  // The line alone must not keep a program alive that has quit.
  process.channel?.unref()
  return {
    tell: (message) => {
      process.send?.(message)
    },
    on(type, act) {
      actions.set(type, (message) => {
        if (isOf(message, type)) act(message)
      })
    },
  }
}

function isOf<Type extends ToStandIn['type']>(
  message: ToStandIn,
  type: Type,
): message is Extract<ToStandIn, { type: Type }> {
  return message.type === type
}
