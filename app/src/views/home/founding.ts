// The scenario that powderkeg began with, and the run of it that the README tells.
export const FOUNDING = { id: 'baikonur-2015', seed: 34, runs: 1_000 } as const
