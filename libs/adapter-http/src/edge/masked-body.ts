import { maskedPerson } from '@affinity-engine/privacy';
import type { WaitingEvent } from '@affinity-engine/webhook';
import { composeBody } from '../affinity/webhook-body.js';

/** Stands for links, which are keys: who has one reads the document. */
const noLinks = composeBody({ to: () => 'a link, made anew with each try' } as never);

/** The body of an event for people: without links, and with what identifies a person hidden. */
export const maskedBody = (event: WaitingEvent): string => JSON.stringify(maskedPerson(JSON.parse(noLinks(event))));
