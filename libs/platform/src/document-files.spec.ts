import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documentShelfContract } from '@affinity-engine/affinity/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { documentFiles } from './document-files.js';

const id = '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51';
const bytes = (text: string) => new TextEncoder().encode(text);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'affinity-engine-documents-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const filesBelow = (): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile());

documentShelfContract('on files', async () => {
  const own = mkdtempSync(join(tmpdir(), 'affinity-engine-shelf-'));
  return { shelf: documentFiles(own), close: async () => rmSync(own, { recursive: true }) };
});

describe('documents on files', () => {
  it('are found as they were kept, each for itself', async () => {
    const shelf = documentFiles(folder);
    await shelf.keep(id, 'certificate', bytes('one'));
    await shelf.keep(id, 'cancellation', bytes('two'));
    expect(Buffer.from((await shelf.find(id, 'certificate')) ?? '').toString()).toBe('one');
    expect(Buffer.from((await documentFiles(folder).find(id, 'cancellation')) ?? '').toString()).toBe('two');
  });

  it('that were never kept are not there, also where there is no folder yet', async () => {
    expect(await documentFiles(folder).find(id, 'certificate')).toBeNull();
    expect(await documentFiles(join(folder, 'none')).find(id, 'certificate')).toBeNull();
  });

  it('lie spread over folders, readable to the engine only, and leave nothing unfinished', async () => {
    const shelf = documentFiles(folder);
    await shelf.keep(id, 'certificate', bytes('one'));
    await Promise.all(Array.from({ length: 10 }, () => shelf.keep(id, 'certificate', bytes('one'))));
    const path = join('51', `${id}.certificate.pdf`);
    expect(filesBelow()).toEqual([path]);
    expect(statSync(join(folder, path)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, '51')).mode & 0o777).toBe(0o700);
  });

  describe('that are damaged', () => {
    const path = () => join(folder, '51', `${id}.certificate.pdf`);
    const pdf = bytes('%PDF-1.7\nbody\n%%EOF\n');

    it.each<[string, (whole: Buffer) => Buffer]>([
      ['empty', () => Buffer.alloc(0)],
      ['cut at the end', (whole) => whole.subarray(0, -1)],
      ['cut at the beginning', (whole) => whole.subarray(1)],
      ['cut in the middle of the document', (whole) => whole.subarray(0, 12)],
      ['zeros', (whole) => Buffer.alloc(whole.length)],
      ['a block of zeros', (whole) => Buffer.concat([whole.subarray(0, 9), Buffer.alloc(4), whole.subarray(13)])],
    ])('%s, are not there, and are kept anew', async (_, damaged) => {
      const shelf = documentFiles(folder);
      await shelf.keep(id, 'certificate', pdf);
      writeFileSync(path(), damaged(readFileSync(path())));
      expect(await shelf.find(id, 'certificate')).toBeNull();
      await shelf.keep(id, 'certificate', pdf);
      expect(Buffer.from((await shelf.find(id, 'certificate')) ?? '')).toEqual(Buffer.from(pdf));
    });

    it('of an early version, without a seal, are found where they are whole', async () => {
      const shelf = documentFiles(folder);
      await shelf.keep(id, 'certificate', pdf);
      writeFileSync(path(), pdf);
      expect(Buffer.from((await shelf.find(id, 'certificate')) ?? '')).toEqual(Buffer.from(pdf));
      for (const damaged of [pdf.slice(0, -4), new Uint8Array(pdf.length), pdf.slice(2)]) {
        writeFileSync(path(), damaged);
        expect(await shelf.find(id, 'certificate')).toBeNull();
      }
    });
  });

  it('that cannot be kept say so, and leave nothing behind', async () => {
    mkdirSync(join(folder, '51', `${id}.certificate.pdf`), { recursive: true });
    await expect(documentFiles(folder).keep(id, 'certificate', bytes('one'))).rejects.toThrow();
    expect(filesBelow()).toEqual([]);
  });
});
