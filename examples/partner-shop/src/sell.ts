import { RefusedError, type AffinityPath, type DialectClient } from '@affinity-engine/client';

/** An order of the page. The page makes its id, so that a second click is the same order. */
export type Order = {
  readonly order_id: string;
  readonly brand: string;
  readonly model: string;
  readonly frame_number: string;
  /** In whole cents. */
  readonly value: number;
};

/** What is wrong with an order, for the page. */
export type Refused = { readonly problems: readonly { readonly field: string; readonly expected: string }[] };

/** The fields of the page, by what the engine calls them. */
const fields: Readonly<Record<string, string>> = {
  'item.brand_name': 'brand',
  'item.model_name': 'model',
  'item.frame_number': 'frame_number',
  'item.value': 'value',
};

/** The order that a request holds, or null. The engine checks what the product asks. */
export function orderIn(body: unknown): Order | null {
  const order = body as Order | null;
  const isOrder = typeof order === 'object' && order !== null && /^[0-9a-f-]{36}$/.test(String(order.order_id));
  return isOrder ? order : null;
}

/**
 * Sells cover for a bike, for the year from tomorrow on. Both keys come from the order: however often it is sent, from
 * two clicks or after a crash, one certificate is contracted.
 * @returns the id of the affinity
 */
export async function sellCover(
  engine: DialectClient<AffinityPath>,
  order: Order,
  today: Date,
): Promise<string | Refused> {
  const { order_id: id, brand, model, frame_number, value } = order;
  try {
    const request = await engine.post('/v1/affinity/request', {
      body: { product_id: 'bike' },
      idempotencyKey: `request of order ${id}`,
    });
    const sold = await engine.post('/v1/affinity', {
      body: {
        affinity_request_id: request.id,
        plan_id: 'theft',
        lifetime_start: day(today, 1),
        lifetime_end: day(today, 365),
        external_reference: id,
        item: { brand_name: brand, model_name: model, frame_number, value },
      },
      idempotencyKey: `contract of order ${id}`,
    });
    return sold.id;
  } catch (failure) {
    if (!(failure instanceof RefusedError)) throw failure;
    // The same order, sent again on another day, is another request: it was contracted then.
    if (failure.code === 'KEY-REUSED') return contractedBefore(engine, id);
    if (failure.problems.length === 0) throw failure;
    return { problems: failure.problems.map(({ path, expected }) => ({ field: fields[path] ?? path, expected })) };
  }
}

async function contractedBefore(engine: DialectClient<AffinityPath>, orderId: string): Promise<string> {
  const { items } = await engine.get('/v1/affinity', { query: { external_reference: orderId } });
  const [first] = items;
  if (first === undefined) throw new Error(`order ${orderId} has no certificate`);
  return first.id;
}

const day = (today: Date, later: number): string =>
  new Date(today.getTime() + later * 86_400_000).toISOString().slice(0, 10);
