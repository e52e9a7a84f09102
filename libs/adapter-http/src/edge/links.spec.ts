import { describe, expect, it } from '@jest/globals';
import { codeOf } from '@affinity-engine/kernel/testing';
import fc from 'fast-check';
import { documentLinks } from './links.js';

const key = new Uint8Array(32).fill(1);
const id = '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51';
const days = 24 * 60 * 60 * 1000;
const types = ['certificate', 'general-conditions', 'prize-draw-regulation', 'cancellation'] as const;

const linksAt = (now: number, of = key) => documentLinks(() => 'https://cover.example', [of], { now: () => now });
const tokenOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
const made = Date.UTC(2026, 0, 15, 12);
const token = tokenOf(linksAt(made).to(id, 'certificate'));

describe('a link', () => {
  it('is absolute, and its last segment is the token', () => {
    expect(linksAt(made).to(id, 'certificate')).toBe(`https://cover.example/v1/attachments/${token}`);
    expect(token).toMatch(/^[\w-]{52}$/);
  });

  it('opens what it was made for, of any affinity, at any time', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.constantFrom(...types),
        fc.integer({ min: 0, max: 2 ** 44 }),
        (affinityId, type, now) => {
          const links = linksAt(now);
          expect(links.open(tokenOf(links.to(affinityId, type)))).toEqual({
            id: affinityId,
            purpose: type,
            part: null,
            madeAtMs: now,
          });
        },
      ),
    );
  });

  it('to answer as an insurer has a path of its own, and lasts a year', () => {
    const url = linksAt(made).to(id, 'insurer-answer');
    expect(url.startsWith('https://cover.example/v1/insurer-answers/')).toBe(true);
    const open = (later: number) => linksAt(made + later).open(tokenOf(url));
    expect(open(365 * days)).toEqual({ id, purpose: 'insurer-answer', part: null, madeAtMs: made });
    expect(codeOf(() => open(365 * days + 1))).toBe('LINK-UNKNOWN');
  });

  it('to one part of a thing opens that part', () => {
    const links = linksAt(made);
    for (const part of [0, 1, 9_999, 65_535]) {
      expect(links.open(tokenOf(links.to(id, 'proposal', part)))).toEqual({
        id,
        purpose: 'proposal',
        part,
        madeAtMs: made,
      });
    }
    const [first, second] = [1, 2].map((part) => tokenOf(links.to(id, 'proposal', part)));
    const mixed = `${first?.slice(0, 34)}${second?.slice(34)}`;
    expect([mixed.length, codeOf(() => links.open(mixed))]).toEqual([first?.length, 'LINK-UNKNOWN']);
  });

  it.each([
    ['at once', 0],
    ['a day later', days],
    ['until its last moment', 30 * days],
  ])('opens %s', (_, later) => {
    expect(linksAt(made + later).open(token).id).toBe(id);
  });

  it('expires after thirty days', () => {
    expect(codeOf(() => linksAt(made + 30 * days + 1).open(token))).toBe('LINK-UNKNOWN');
  });

  it('of another installation is refused', () => {
    expect(codeOf(() => linksAt(made, new Uint8Array(32).fill(2)).open(token))).toBe('LINK-UNKNOWN');
  });

  it('is refused once any of its characters is changed', () => {
    for (let at = 0; at < token.length; at += 1) {
      const altered = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect([at, codeOf(() => linksAt(made).open(altered))]).toEqual([at, 'LINK-UNKNOWN']);
    }
  });

  it.each([
    '',
    'x',
    token.slice(0, -1),
    `${token}A`,
    `${token}=`,
    `${token} `,
    `.${token}`,
    'A'.repeat(52),
    'é'.repeat(20),
  ])('is not "%s"', (other) => {
    expect(codeOf(() => linksAt(made).open(other))).toBe('LINK-UNKNOWN');
  });

  it('is not any text that a caller makes up', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const other = Buffer.from(bytes).toString('base64url');
        expect(codeOf(() => linksAt(made).open(other))).toBe('LINK-UNKNOWN');
      }),
    );
  });
});
