import { FileError, type FileProblemCode } from '../app/ports/files.ts'

const codes: Readonly<Record<string, FileProblemCode>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EEXIST: 'exists',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EROFS: 'read-only',
  EACCES: 'denied',
  EPERM: 'denied',
  EBUSY: 'busy',
  ETXTBSY: 'busy',
}

/** Turns what Node threw into the port's error; what has no name of its own is `io`. */
export function toFileError(error: unknown, path: string, call: string): FileError {
  if (error instanceof FileError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return new FileError(codes[code] ?? 'io', path, call, error)
}

/** Runs `action`; whatever it rejects with comes out as `FileError`. */
export async function asFileError<T>(path: string, call: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw toFileError(error, path, call)
  }
}
