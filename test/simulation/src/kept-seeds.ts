/** Seeds that showed something once. They run first, each time; a seed that breaks a promise is added here. */
export const keptSeeds: readonly { readonly seed: number; readonly showed: string }[] = [
  { seed: 26, showed: 'a cursor that goes back, when the statement lets it' },
  {
    seed: 69,
    showed: 'two requests at a time, without a fence or with a clock that stands while the process is paused',
  },
  { seed: 80, showed: 'a stream without its end, when the relay does not look after an interruption' },
  { seed: 2030, showed: 'one event replayed by seven replays, each with a back-off of its own' },
  { seed: 2206, showed: 'a read that took seconds, and a refusal whose effect came meanwhile' },
  { seed: 2459, showed: 'the same of a replay' },
  { seed: 2574, showed: 'a head skipped twice, since a request under way stored its lane once more' },
  { seed: 6203, showed: 'an event of a held lane that came twice, and no attempt said that there was a doubt' },
  { seed: 9808, showed: 'the same once more' },
];
