// The addresses of the views: how they link to each other.

const id = encodeURIComponent

function query(values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return given.length ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : ''
}

export const links = {
  home: () => '/',
  scenario: (scenario: string, at: { set?: string; path?: string; part?: 'choices' } = {}) => `/scenario/${id(scenario)}${query(at)}`,
  /** `t`: minute; `event`: number of a record. */
  story: (run: string, at: { t?: number; event?: number } = {}) => `/story/${id(run)}${query(at)}`,
  why: (run: string, event: number) => `/why/${id(run)}/${event}`,
  futures: (study: string, at: { with?: string } = {}) => `/futures/${id(study)}${query(at)}`,
  pageOfRun: (run: string) => `/page/runs/${id(run)}`,
  pageOfStudy: (study: string) => `/page/studies/${id(study)}`,
}
