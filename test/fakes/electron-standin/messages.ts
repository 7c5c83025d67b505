/** What a test tells the stand-in to do, as the operator's hand would. */
export type ToStandIn =
  /** Answers the next question with this button; questions without an answer ready wait for one. */
  | { readonly type: 'answer'; readonly button: number }
  | { readonly type: 'menu'; readonly path: readonly string[] }
  | { readonly type: 'tray'; readonly label: string }
  | { readonly type: 'close-window' }

/** What the stand-in shows of itself, as the operator's eye would see. */
export type FromStandIn =
  | { readonly type: 'browser'; readonly endpoint: string; readonly pid: number; readonly profile: string }
  | {
      readonly type: 'window'
      readonly title: string
      readonly preferences: Readonly<Record<string, unknown>>
    }
  | { readonly type: 'question'; readonly message: string; readonly buttons: readonly string[] }
  | { readonly type: 'error-box'; readonly title: string; readonly content: string }
  | { readonly type: 'opened'; readonly path: string }
  | { readonly type: 'sandbox' }
  | { readonly type: 'schemes'; readonly schemes: readonly string[] }
