import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { editorSchemas, loadCatalogue } from '@affinity-engine/adapter-catalogue';
import { pdfTypeface } from '@affinity-engine/adapter-documents';
import { isDomainError, plainDate } from '@affinity-engine/kernel';

/** What a command prints, and its exit status. */
export type Outcome = { readonly status: number; readonly text: string };

/**
 * Checks a catalogue as the engine does when it starts.
 * @param day the day on which every product needs a tax rate; today by default
 */
export async function check(folder: string, day?: string): Promise<Outcome> {
  try {
    const today = day === undefined ? undefined : plainDate(day);
    const { insurers, products, quotationProducts, taxes } = await loadCatalogue(folder, today, pdfTypeface);
    const found = [
      counted(insurers, 'insurer'),
      counted(products, 'product'),
      counted(quotationProducts, 'quotation product'),
      counted(taxes, 'tax rate'),
    ];
    return { status: 0, text: `${resolve(folder)} has no problem: ${found.join(', ')}` };
  } catch (failure) {
    if (!isDomainError(failure)) throw failure;
    return { status: 1, text: failure.message };
  }
}

const counted = (things: readonly unknown[], name: string): string =>
  `${things.length} ${name}${things.length === 1 ? '' : 's'}`;

/** Writes the JSON Schemas of catalogue files for editors into a folder. */
export function writeSchemas(folder: string): Outcome {
  mkdirSync(folder, { recursive: true });
  const files = Object.entries(editorSchemas());
  for (const [file, schema] of files) writeFileSync(join(folder, file), `${JSON.stringify(schema, null, 2)}\n`);
  return { status: 0, text: `${counted(files, 'schema')} in ${resolve(folder)}` };
}
