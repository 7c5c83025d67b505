import { createNodeSerialPorts } from '../../../src/main/hosts/serial/node-ports.ts'
import { encodeSubmit } from '../../../src/main/modem/pdu/submit.ts'
import { quietLogger } from '../../fakes/quiet-logger.ts'
import type { Outgoing } from './sender.ts'

interface Task {
  readonly pty: string
  readonly messages: readonly Outgoing[]
}

const run = async ({ pty, messages }: Task): Promise<void> => {
  const link = await createNodeSerialPorts(quietLogger()).open(pty, 115_200)
  let received = ''
  let look = (): void => undefined
  link.onData((bytes) => {
    received += Buffer.from(bytes).toString('latin1')
    look()
  })
  link.onClose(() => undefined)
  const ask = (text: string, answer: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      received = ''
      look = () => {
        if (answer.test(received)) resolve()
      }
      link.write(Buffer.from(text, 'latin1')).catch(reject)
    })
  for (const line of ['ATE0', 'AT+CMEE=1', 'AT+CMGF=0']) await ask(`${line}\r`, /OK\r\n/)
  for (const { to, text } of messages) {
    const parts = encodeSubmit({ to, text, concatReference: 1, validity_minutes: 1440, statusReport: true })
    for (const { pdu, length } of parts) {
      await ask(`AT+CMGS=${length}\r`, /> $/)
      await ask(`${pdu}\x1a`, /OK\r\n/)
    }
  }
  await link.close()
}

process.once('message', (task: Task) => {
  run(task).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`)
      process.exit(1)
    },
  )
})
