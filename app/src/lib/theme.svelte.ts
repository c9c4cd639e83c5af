// Light, dark, or as the system has it: remembered in this browser.

export const THEMES = ['system', 'light', 'dark'] as const
export type ThemeName = (typeof THEMES)[number]

const KEY = 'powderkeg.theme'

class Theme {
  name = $state<ThemeName>(remembered())

  /** Shows what is chosen. */
  apply() {
    if (this.name === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = this.name
  }

  /** The next one, round and round. */
  turn() {
    this.name = THEMES[(THEMES.indexOf(this.name) + 1) % THEMES.length] ?? 'system'
    this.apply()
    try {
      localStorage.setItem(KEY, this.name)
    } catch {
      // A browser that keeps nothing still shows it until it is closed.
    }
  }
}

function remembered(): ThemeName {
  try {
    return THEMES.find((name) => name === localStorage.getItem(KEY)) ?? 'system'
  } catch {
    return 'system'
  }
}

export const theme = new Theme()
theme.apply()
