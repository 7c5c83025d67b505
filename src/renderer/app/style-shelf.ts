const shelfTag = 'kvitok-style-shelf'

/**
 * Takes the style elements that antd makes and lets them work as constructed sheets of the document: the content
 * policy allows no style element, and a sheet that a script constructs needs no such permission.
 */
class StyleShelf extends HTMLElement {
  readonly #sheets = new Map<Node, CSSStyleSheet>()
  readonly #texts = new MutationObserver(() => this.#show())

  watch(): void {
    this.#texts.observe(this, { childList: true, characterData: true, subtree: true })
  }

  override appendChild<Child extends Node>(child: Child): Child {
    const added = super.appendChild(child)
    this.#show()
    return added
  }

  override insertBefore<Child extends Node>(child: Child, before: Node | null): Child {
    const added = super.insertBefore(child, before)
    this.#show()
    return added
  }

  override removeChild<Child extends Node>(child: Child): Child {
    const removed = super.removeChild(child)
    this.#show()
    return removed
  }

  #show(): void {
    const nodes = [...this.children]
    for (const node of this.#sheets.keys()) {
      if (node.parentNode !== this) this.#sheets.delete(node)
    }
    document.adoptedStyleSheets = nodes.map((node) => this.#sheetOf(node))
  }

  #sheetOf(node: Element): CSSStyleSheet {
    const text = node.textContent ?? ''
    const known = this.#sheets.get(node)
    if (known !== undefined && this.#written.get(known) === text) return known
    const sheet = known ?? new CSSStyleSheet()
    sheet.replaceSync(text)
    this.#written.set(sheet, text)
    this.#sheets.set(node, sheet)
    return sheet
  }

  readonly #written = new WeakMap<CSSStyleSheet, string>()
}

/** The container for antd's StyleProvider; it is never put into the document. */
export function createStyleShelf(): Element {
  if (customElements.get(shelfTag) === undefined) customElements.define(shelfTag, StyleShelf)
  const shelf = new StyleShelf()
  shelf.watch()
  return shelf
}
