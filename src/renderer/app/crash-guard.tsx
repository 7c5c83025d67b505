import { Component, type ErrorInfo, type ReactNode } from 'react'

interface Props {
  readonly children: ReactNode
}

/**
 * A screen that throws is a bug: it is shown as one, and a reload brings back everything that was typed. The words
 * are in both languages because the part that translates may be what broke.
 */
export class CrashGuard extends Component<Props, { readonly problem: string | null }> {
  override state = { problem: null }

  static getDerivedStateFromError(thrown: unknown): { problem: string } {
    return { problem: thrown instanceof Error ? thrown.message : String(thrown) }
  }

  override componentDidCatch(thrown: unknown, info: ErrorInfo): void {
    reportError(new Error(`a screen broke${info.componentStack ?? ''}`, { cause: thrown }))
  }

  override render(): ReactNode {
    if (this.state.problem === null) return this.props.children
    return (
      <div className="kv-gate" role="alert">
        <h1>Ошибка программы · A fault in the program</h1>
        <p>Набранное сохранено. · What you typed is kept.</p>
        <pre>{this.state.problem}</pre>
        <button type="button" onClick={() => location.reload()}>
          Открыть снова · Open again
        </button>
      </div>
    )
  }
}
