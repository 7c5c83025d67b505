/** Stands in the built page where each answer has its own nonce (`html.cspNonce` of the build). */
const noncePlace = 'KVITOK_CSP_NONCE'

/**
 * The Content-Security-Policy of every answer on both hosts: nothing but the program's own files, no inline script or
 * style, no eval, no remote content. Documents are shown from blobs that the page itself made.
 */
export const contentSecurityPolicy = policy('')

/**
 * The page with its nonce, and the policy that goes with it: the styles that the interface library makes while it
 * runs carry the nonce; scripts need none, they are files.
 */
export function securePage(html: string, nonce: string): { html: string; policy: string } {
  return { html: html.replaceAll(noncePlace, nonce), policy: policy(` 'nonce-${nonce}'`) }
}

function policy(styleNonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${styleNonce}`,
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    'frame-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
