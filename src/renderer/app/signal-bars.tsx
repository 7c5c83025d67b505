const heights = [4, 7, 10, 13, 16]

/** Five bars of signal, `bars` of them lit. */
export function SignalBars({ bars }: { readonly bars: number }) {
  return (
    <svg className="kv-bars" width="24" height="16" viewBox="0 0 24 16" role="img" aria-label={`${bars}/5`}>
      {heights.map((height, at) => (
        <rect
          key={height}
          x={at * 5}
          y={16 - height}
          width="3.5"
          height={height}
          rx="1"
          className={at < bars ? 'kv-bar-lit' : 'kv-bar'}
        />
      ))}
    </svg>
  )
}
