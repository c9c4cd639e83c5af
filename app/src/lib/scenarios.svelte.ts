// Of which scenario a run or study is, as far as the server has told: for links to it from every view.

class Scenarios {
  readonly #of = $state<Record<string, string>>({})

  /** `name`: of a run, a study, or a row of a study. */
  note(name: string, scenario: string) {
    if (scenario && this.#of[name] !== scenario) this.#of[name] = scenario
  }

  of(name: string): string | null {
    return this.#of[name] ?? this.#of[name.split(':')[0] ?? ''] ?? null
  }
}

export const scenarios = new Scenarios()
