import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  civilDate,
  instant,
  isCnpj,
  isCpf,
  isDomainError,
  isLegible,
  isLine,
  isPlainDate,
  isVisible,
  type PlainDate,
} from '@affinity-engine/kernel';

const phoneLayout = /^\+?[0-9 ().-]{8,25}$/;
const mailbox = /^[^\s@<>()"',;:\\]{1,64}$/;
const hostLabel = /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;
const factor = /^(0|[1-9]\d{0,3})(\.\d{1,6})?$/;
const rate = /^(0(\.\d{1,10})?|1(\.0{1,10})?)$/;

/** Text formats by name. Each takes time in proportion to the length of the text. */
const formats: Readonly<Record<string, (text: string) => boolean>> = {
  cpf: isCpf,
  cnpj: isCnpj,
  'plain-date': isPlainDate,
  'civil-date': isCivilDate,
  identifier: (text) => /^[0-9A-Za-z_-]+$/.test(text),
  moment: isMoment,
  email: isEmail,
  legible: isLegible,
  line: (text) => isLine(text) && (text === '' || isVisible(text)),
  phone: (text) => phoneLayout.test(text) && within(text.replace(/\D/g, '').length, 8, 15),
  rate: (text) => rate.test(text),
  factor: (text) => factor.test(text),
};

export const formatNames: readonly string[] = Object.keys(formats);

type ValidatorOptions = {
  /** Whether each schema is used once: then it is compiled without optimisation. */
  readonly once?: boolean;
};

/**
 * A JSON Schema 2020-12 validator with our formats. It lists all errors and refuses unknown keywords and formats.
 *
 * Schemas are not checked against the meta-schema: compiling it would add a tenth of a second to every start. Strict
 * compilation and `schemaProblems` find the same problems.
 */
export function validator({ once = false }: ValidatorOptions = {}): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    allErrors: true,
    verbose: true,
    logger: false,
    meta: false,
    validateSchema: false,
    code: { optimize: !once },
  });
  for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, { type: 'string', validate });
  // `unit` and `example` are for printing only; checks ignore them.
  return ajv.addVocabulary(['unit', 'example']);
}

/** A day `yyyy-mm-dd`, or a full ISO text with a day. */
function isCivilDate(text: string): boolean {
  return isPlainDate(text) || (text.length <= 40 && dayIn(text) !== null);
}

/** A day as `yyyy-mm-dd`, or a full ISO text with its offset. */
function isMoment(text: string): boolean {
  return isPlainDate(text) || (text.length <= 40 && readOrNull(() => instant(text)) !== null);
}

/** The day of a date, or of a moment in São Paulo; null for another text. */
export const dayIn = (text: string): PlainDate | null => readOrNull(() => civilDate(text));

function readOrNull<Of>(read: () => Of): Of | null {
  try {
    return read();
  } catch (thrown) {
    if (isDomainError(thrown)) return null;
    throw thrown;
  }
}

function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (text.length > 254 || !mailbox.test(text.slice(0, Math.max(at, 0)))) return false;
  const labels = text.slice(at + 1).split('.');
  return labels.length > 1 && labels.every((label) => hostLabel.test(label));
}

function within(value: number, low: number, high: number): boolean {
  return low <= value && value <= high;
}
