import { formatOf, type Format } from './formats.js';
import { usePreferences } from './preferences.js';

/** Those that were made: each cell of a table asks for one, and making one takes long. */
const made = new Map<string, Format>();

/** How values are written, as the person prefers. */
export function useFormat(): Format {
  const { language, zone } = usePreferences();
  const key = `${language} ${zone}`;
  const format = made.get(key) ?? formatOf({ language, zone });
  made.set(key, format);
  return format;
}
