import { useMemo } from 'react';
import { formatOf, type Format } from './formats.js';
import { usePreferences } from './preferences.js';

/** How values are written, as the person prefers. */
export function useFormat(): Format {
  const { language, zone } = usePreferences();
  return useMemo(() => formatOf({ language, zone }), [language, zone]);
}
