import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into a host by `node --import`: the pipe on its standard input ends when its starter is gone, kill -9
 * included, and the host then closes as if it had been asked to.
 */
if (isMainThread) {
  process.stdin.on('error', closeHost)
  process.stdin.on('end', closeHost)
  process.stdin.resume()
  if ('unref' in process.stdin) process.stdin.unref()
}

function closeHost() {
  // Not a real signal: on Windows that would end the process before it could close its office.
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(143)
}
