/** One affinity in the model. */
export type ModelAffinity = {
  status: string;
  start: string;
  end: string;
  dueAt: number | null;
  changes: number;
  issuedOn: string | null;
  original: string | null;
  successor: string | null;
};

/** A plain model of the context: lists, numbers, and the documents' table. */
export type Model = {
  now: number;
  requests: { id: string; until: number; used: boolean }[];
  affinities: Map<string, ModelAffinity>;
  /** First answers by key. */
  answers: Map<string, { fingerprint: string; answer: string }>;
};

export const day = 86_400_000;
/** São Paulo has been three hours behind UTC, all year, since 2019. */
export const businessDayOf = (ms: number): string => new Date(ms - 3 * 3_600_000).toISOString().slice(0, 10);
export const shifted = (from: string, days: number): string =>
  new Date(Date.parse(from) + days * day).toISOString().slice(0, 10);
export const ended = (model: Model, { end }: ModelAffinity): boolean => end < businessDayOf(model.now);
export const nth = <Item>(items: readonly Item[], index: number): Item => items[index % items.length] as Item;
export const ids = (model: Model): string[] => [...model.affinities.keys()];
export const knownOf = (model: Model, id: string): ModelAffinity => model.affinities.get(id) as ModelAffinity;

/** The original that waits for an affinity or was renewed by it, unless it has ended. */
function originalOf(model: Model, id: string): ModelAffinity | null {
  const { original } = knownOf(model, id);
  const known = original === null ? null : knownOf(model, original);
  if (known?.successor !== id || known.status === 'canceled' || known.status === 'expired') return null;
  return known.status === 'issued' && ended(model, known) ? null : known;
}

export function becomesIssued(model: Model, id: string): void {
  const [known, original] = [knownOf(model, id), originalOf(model, id)];
  const issuedOn = businessDayOf(model.now);
  Object.assign(known, { status: 'issued', issuedOn, changes: known.changes + 1, dueAt: null });
  if (original !== null) Object.assign(original, { status: 'renewed', changes: original.changes + 1 });
}

export function becomesCanceled(model: Model, id: string): void {
  const [known, original] = [knownOf(model, id), originalOf(model, id)];
  const today = businessDayOf(model.now);
  Object.assign(known, { status: 'canceled', changes: known.changes + 1, dueAt: null });
  const { issuedOn, start } = known;
  if (original === null || (issuedOn !== null && today > shifted(issuedOn, 7) && today >= start)) return;
  original.successor = null;
  if (original.status !== 'renewed') return;
  Object.assign(original, { status: ended(model, original) ? 'expired' : 'issued', changes: original.changes + 1 });
}
