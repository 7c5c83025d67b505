import { type ThemeConfig, theme } from 'antd'

const fonts = '"Segoe UI", Roboto, "DejaVu Sans", sans-serif'

/** One calm green-blue accent; money and warnings carry the only other colours. */
const accent = '#0f766e'
const accentDark = '#2dd4bf'

export function themeOf(dark: boolean): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    // `kv` names the variables' scope: the program's own style sheet uses them too.
    cssVar: { key: 'kv' },
    hashed: false,
    token: {
      colorPrimary: dark ? accentDark : accent,
      colorInfo: dark ? accentDark : accent,
      colorLink: dark ? accentDark : accent,
      colorTextLightSolid: dark ? '#06231f' : '#ffffff',
      colorBgLayout: dark ? '#111618' : '#f3f5f6',
      colorBgContainer: dark ? '#1a2124' : '#ffffff',
      colorBgElevated: dark ? '#222b2f' : '#ffffff',
      fontFamily: fonts,
      fontSize: 15,
      borderRadius: 6,
      motion: false,
      wireframe: false,
    },
    components: {
      Table: { cellPaddingBlockSM: 6, cellPaddingInlineSM: 10 },
    },
  }
}
