/**
 * The Content-Security-Policy of every page on both hosts: nothing but the program's own files, no inline script or
 * style, no eval, no remote content. Documents are shown from blobs that the page itself made.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  'frame-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
