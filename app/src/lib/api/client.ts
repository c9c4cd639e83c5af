// What the server answers, typed. Whatever it refuses becomes a `Refusal` that says why and what to do.

import type {
  CauseGraph,
  Changes,
  Checked,
  Fault,
  Job,
  JobAsked,
  JobResult,
  OverrideSet,
  NewSet,
  RunAsked,
  RunEntry,
  ScenarioEntry,
  ScenarioView,
  Selected,
  SelectionAsked,
  Story,
  StudyEntry,
  StudyView,
  WrittenPage,
} from './schema'

import { scenarios } from '../scenarios.svelte'

export class Refusal extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.message)
    this.fault = fault
  }
}

const unreachable: Fault = {
  kind: 'internal',
  message: 'The server does not answer. Is `powderkeg serve` still running? Start it again, and the page goes on where it was.',
}

async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = { method, signal: signal ?? null }
  if (body !== undefined) {
    init.headers = { 'content-type': 'application/json' }
    init.body = JSON.stringify(body)
  }
  let response: Response
  try {
    response = await fetch(`/api/${path}`, init)
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Refusal(unreachable)
  }
  if (!response.ok) throw new Refusal(await faultOf(response))
  return (await response.json()) as T
}

async function faultOf(response: Response): Promise<Fault> {
  try {
    return (await response.json()) as Fault
  } catch {
    return { kind: 'internal', message: `The server answered ${response.status} ${response.statusText}.` }
  }
}

const id = encodeURIComponent

/** Notes of which scenario each is. */
function noted<T extends { id: string; scenario: string }>(entries: T[]): T[] {
  for (const entry of entries) scenarios.note(entry.id, entry.scenario)
  return entries
}

export const api = {
  scenarios: () => call<ScenarioEntry[]>('GET', 'scenarios'),
  scenario: (scenario: string) => call<ScenarioView>('GET', `scenarios/${id(scenario)}`),
  check: (scenario: string, changes: Changes, signal?: AbortSignal) =>
    call<Checked>('POST', `scenarios/${id(scenario)}/check`, changes, signal),
  sets: (scenario: string) => call<OverrideSet[]>('GET', `scenarios/${id(scenario)}/sets`),
  saveSet: (scenario: string, name: string, set: NewSet) =>
    call<OverrideSet>('PUT', `scenarios/${id(scenario)}/sets/${id(name)}`, set),
  removeSet: (scenario: string, name: string, version: string) =>
    call<unknown>('DELETE', `scenarios/${id(scenario)}/sets/${id(name)}?version=${id(version)}`),
  runs: () => call<RunEntry[]>('GET', 'runs').then(noted),
  run: (asked: RunAsked) => call<RunEntry>('POST', 'runs', asked),
  story: (run: string) => call<Story>('GET', `runs/${id(run)}/story`),
  /** `event`: number of a record, or a kind of event for the first of that kind: `raid_began`. */
  why: (run: string, event: string, depth: number) =>
    call<CauseGraph>('GET', `runs/${id(run)}/why/${id(event)}?depth=${depth}`),
  pageOfRun: (run: string) => call<WrittenPage>('GET', `runs/${id(run)}/page`),
  pageOfStudy: (study: string) => call<WrittenPage>('GET', `studies/${id(study)}/page`),
  studies: () => call<StudyEntry[]>('GET', 'studies').then(noted),
  study: (study: string) => call<StudyView>('GET', `studies/${id(study)}`),
  select: (study: string, asked: SelectionAsked, signal?: AbortSignal) =>
    call<Selected>('POST', `studies/${id(study)}/select`, asked, signal),
  jobs: () => call<Job[]>('GET', 'jobs'),
  begin: (asked: JobAsked) => call<Job>('POST', 'jobs', asked),
  cancel: (job: string) => call<Job>('DELETE', `jobs/${id(job)}`),
  result: (job: string) => call<JobResult>('GET', `jobs/${id(job)}/result`),
}

/** Where a page lies as a file to download. */
export const pageFile = (of: 'runs' | 'studies', name: string, format: 'html' | 'wikitext' | 'md') =>
  `/api/${of}/${id(name)}/page.${format}`
