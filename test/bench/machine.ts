import { arch, cpus, loadavg, platform, totalmem } from 'node:os'

/** What a bench ran on, with the load of the last minute. */
export const machineNow = () => ({
  platform: platform(),
  arch: arch(),
  processor: cpus()[0]?.model ?? '',
  processors: cpus().length,
  memory_gb: Math.round(totalmem() / 1e9),
  node: process.version,
  load: loadavg()[0] ?? 0,
})
