import type { AlertedDam, AlertedEndpoint, DamAlert } from '@affinity-engine/webhook';

/** How many endpoints of each kind a mail names. */
const mostNamed = 50;

/** What a mail says: identifiers, moments and answers, nothing of a person. */
export function mailText({ dammed, stillDammed, drained }: DamAlert, consoleUrl: string) {
  const counts = [
    [dammed.length, 'dammed'],
    [stillDammed.length, 'still dammed'],
    [drained.length, 'drained'],
  ] as const;
  const said = counts.flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]));
  const parts = [
    ...listed('These endpoints are dammed: an event fails, and holds back the rest.', dammed, damText),
    ...listed('These endpoints are still dammed.', stillDammed, damText),
    ...listed('These endpoints have drained: the event was delivered or skipped.', drained, endpointText),
    ...(dammed.length + stillDammed.length === 0 ? [] : ['Nothing is lost: the engine goes on trying.']),
    `Go on at ${consoleUrl}`,
  ];
  return { subject: `[affinity-engine] Webhook endpoints: ${said.join(', ')}`, text: `${parts.join('\n\n')}\n` };
}

function listed<Line>(head: string, lines: readonly Line[], textOf: (line: Line) => string): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length - mostNamed;
  return [head, ...lines.slice(0, mostNamed).map(textOf), ...(more > 0 ? [`And ${more} more.`] : [])];
}

const endpointText = ({ ownerName, ownerId, endpointId, eventId }: AlertedEndpoint): string =>
  [`  ${oneLine(ownerName)} (${ownerId})`, `  endpoint     ${endpointId}`, `  event        ${eventId}`].join('\n');

const damText = (dam: AlertedDam): string =>
  [
    endpointText(dam),
    `  type         ${dam.eventType}`,
    `  since        ${dam.since}`,
    `  failures     ${dam.failures}`,
    `  last answer  ${dam.statusCode ?? dam.error ?? 'none'}`,
  ].join('\n');

/** A name that a partner chose cannot look like a line of its own. */
const oneLine = (name: string): string => name.replaceAll(/\s+/g, ' ');
