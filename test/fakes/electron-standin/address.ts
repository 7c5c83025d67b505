/** Chromium knows no schemes of ours: a page of `app://office` is shown as one of this host, which is never resolved. */
const shown = 'https://office.app.invalid'
const own = 'app://office'

export function toShown(url: string): string {
  return url.startsWith(`${own}/`) || url === own ? shown + url.slice(own.length) : url
}

/** Also inside `blob:` addresses. */
export function toOwn(url: string): string {
  return url.replace(shown, own)
}

export function isShown(url: string): boolean {
  return url === shown || url.startsWith(`${shown}/`)
}
