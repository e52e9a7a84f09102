import { isDomainError, kernelError, type Once } from '@affinity-engine/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerId, type Caller } from './caller.js';
import {
  earlierFingerprint,
  fingerprintOf,
  idempotencyKeys,
  type KeptAnswers,
  type RepeatKey,
  type Repeats,
} from './repeats.js';
import { exported, nextLink, wantsCsv, type ListExport } from './list-export.js';
import { networkOf } from './caller-network.js';
import { inputInvalid } from './errors.js';
import type { Headers } from './request.js';
import { checkParts, partsOf, type CompiledRoute } from './request-parts.js';
import type { Route } from './route.js';
import { checkBodyOf } from './session-authentication.js';
import { isFile, sendCsv, sendFile, sendJson } from './sending.js';

/** Notes in the audit trail that a list of persons was exported. */
export type NoteExport = (by: string, operation: string, details: { readonly lines: number }) => Promise<void>;

/**
 * Answers a request: recognizes a repeat, checks, acts, presents. A repeat is answered before the checks: the catalogue
 * of today may refuse what it accepted then.
 */
export async function answerRequest(
  { compiled, request, caller }: { compiled: CompiledRoute; request: FastifyRequest; caller: Caller },
  answers: KeptAnswers,
  reply: FastifyReply,
  noteExport: NoteExport,
): Promise<FastifyReply> {
  const { route, dialect, listExport } = compiled;
  const { headers, url } = request;
  checkBodyOf(caller, route, request.body, Date.now());
  const { key, refusal } = keyOf(compiled, headers, caller);
  const before = key === undefined ? null : await answers.find(key.key);
  if (before !== null && refusal !== undefined) throw refusal(headers);

  const parts = partsOf(compiled, request);
  const fingerprint = refusal === undefined && key !== undefined ? fingerprintOf(parts) : '';
  if (before !== null && [fingerprint, earlierFingerprint(url, parts.body)].includes(before.fingerprint)) {
    return sendRepeat(reply, route, before.answer);
  }
  try {
    await checkParts(compiled, parts, headers);
  } catch (thrown) {
    // It may be refused because of the first request's effect, which was committed meanwhile.
    const meanwhile = key === undefined || before !== null ? null : await answers.find(key.key);
    if (meanwhile === null) throw thrown;
    if (refusal !== undefined) throw refusal(headers);
    if (meanwhile.fingerprint !== fingerprint) throw kernelError('KEY-REUSED');
    return sendRepeat(reply, route, meanwhile.answer);
  }
  if (before !== null) throw kernelError('KEY-REUSED');

  const present = (result: unknown): unknown => {
    const presented = route.present(result as never);
    if (dialect.finish === undefined) return presented;
    const { finish } = dialect;
    return presented instanceof Promise ? presented.then((each) => finish(each, parts)) : finish(presented, parts);
  };
  if (listExport !== undefined) {
    reply.header('vary', 'accept');
    if (wantsCsv(headers)) return answerCsv(listExport);
  }
  const keeping = keepingOnce(present, key, fingerprint, refusal);
  try {
    const result = await route.act({
      headers,
      caller,
      network: () => networkOf(request),
      once: keeping.once,
      ...parts,
    } as never);
    const { content, text } = keeping.answer() ?? { content: await present(result), text: undefined };
    if (route.location !== undefined) reply.header('location', route.location(content as never));
    if (route.cookie !== undefined) reply.header('set-cookie', [route.cookie(result as never)].flat());
    return isFile(route, content)
      ? sendFile(reply, content)
      : sendJson(reply, route.status ?? 200, text ?? JSON.stringify(content) ?? '');
  } catch (thrown) {
    if (!isDomainError(thrown) || thrown.code !== 'ANSWERED-BEFORE') throw thrown;
    if (refusal !== undefined) throw refusal(headers);
    return sendRepeat(reply, route, String(thrown.properties['answer']));
  }

  async function answerCsv(list: ListExport): Promise<FastifyReply> {
    const network = (): string => networkOf(request);
    const { text, lines, next } = await exported(
      list,
      (parts.query ?? {}) as object as Record<string, unknown>,
      async (query) =>
        present(await route.act({ headers, caller, network, once: undefined, ...parts, query } as never)),
    );
    // Before it leaves: what is not in the trail was not exported.
    if (route.isOfPersons === true) await noteExport(callerId(caller) ?? '', route.operationId, { lines });
    return sendCsv(next === null ? reply : reply.header('link', nextLink(pathOf(url), next)), list.name, text);
  }
}

const pathOf = (url: string): string => url.split('?')[0] ?? url;

type Recognized = { readonly key?: RepeatKey } & Pick<Repeats, 'refusal'>;

/** By what a repeat of the request is recognized. @throws INPUT-INVALID for two ways at once */
function keyOf({ route, dialect }: CompiledRoute, headers: Headers, caller: Caller): Recognized {
  if (route.idempotent !== true) return {};
  const [first, second] = (dialect.repeats ?? [idempotencyKeys]).flatMap((way) => {
    const key = way.keyOf(headers, caller, route.operationId);
    return key === undefined ? [] : [{ ...way, key }];
  });
  if (second === undefined) return first ?? {};
  const expected = `no such header beside ${String(first?.parameter['name'])}`;
  throw inputInvalid([{ path: String(second.parameter['name']), expected }]);
}

function sendRepeat(reply: FastifyReply, route: Route, text: string): FastifyReply {
  if (route.location !== undefined) reply.header('location', route.location(JSON.parse(text) as never));
  return sendJson(reply.header('idempotency-replayed', 'true'), route.status ?? 200, text);
}

/** The `once` of a request. It keeps the answer to the first caller byte by byte. */
function keepingOnce(
  present: (result: unknown) => unknown,
  key: RepeatKey | undefined,
  fingerprint: string,
  refusal: Repeats['refusal'],
) {
  let kept: { readonly content: unknown; readonly text: string } | undefined;
  const answer = async (result: unknown): Promise<string> => {
    if (refusal !== undefined) return '';
    const content = await present(result);
    kept = { content, text: JSON.stringify(content) ?? '' };
    return kept.text;
  };
  const once: Once<unknown> | undefined = key === undefined ? undefined : { fingerprint, answer, ...key };
  return { once, answer: () => kept };
}
