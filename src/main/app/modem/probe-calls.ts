import { modemLinkCalls } from '../../../shared/contract/modem-link.ts'
import { actUnkept } from '../calls/handlers.ts'
import type { ProbedPort } from '../ports/modem.ts'
import type { LinkDeps } from './link-deps.ts'

/** One port of each modem: the one a link has open, else the one the driver would choose. */
const bestPorts = (probed: readonly ProbedPort[], inUse: (path: string) => number | null): ProbedPort[] => {
  const best = new Map<string, ProbedPort>()
  const rank = (port: ProbedPort): number => (inUse(port.path) !== null ? 2 : port.preferred ? 1 : 0)
  for (const port of probed) {
    const key = port.imei ?? port.path
    const other = best.get(key)
    if (other === undefined || rank(port) > rank(other)) best.set(key, port)
  }
  return [...best.values()]
}

/** Looks for modems among the computer's ports, for a person who has just plugged one in. */
export const probeRoutes = (deps: LinkDeps) => ({
  'modem.probe': actUnkept(modemLinkCalls['modem.probe'], async () => {
    const [first] = deps.links.all
    const probed = (await first?.modem.probe()) ?? []
    const linkOn = (path: string) => {
      const link = deps.links.all.find(({ modem }) => {
        const { phase, port } = modem.state()
        return phase !== 'off' && phase !== 'absent' && port === path
      })
      return link ?? null
    }
    // A port that the other link has open does not answer twice: what that link knows is told.
    const known = probed.map((port): ProbedPort => {
      const state = linkOn(port.path)?.modem.state()
      if (state === undefined) return port
      const { model, imei, imsi } = state
      return { ...port, answer: 'used', model, imei, imsi }
    })
    const there = known.filter(({ answer }) => answer === 'modem' || answer === 'used')
    const count = (answer: ProbedPort['answer']): number =>
      known.filter((port) => port.answer === answer).length
    return {
      items: bestPorts(there, (path) => linkOn(path)?.number ?? null).map((port) => ({
        path: port.path,
        title: port.manufacturer ?? port.path,
        link: linkOn(port.path)?.number ?? null,
        model: port.model,
        imei: port.imei,
        imsi: port.imsi,
      })),
      silent: count('silent'),
      busy: count('busy'),
    }
  }),
})
