import { useSyncExternalStore } from 'react';

export const languages = ['pt-BR', 'en'] as const;
export type Language = (typeof languages)[number];
export const zones = ['America/Sao_Paulo', 'UTC'] as const;
export const themes = ['system', 'light', 'dark'] as const;

/** How this browser shows things. Nothing here is about a person that the engine keeps. */
export type Preferences = {
  readonly language: Language;
  readonly zone: (typeof zones)[number];
  readonly theme: (typeof themes)[number];
};

const storageName = 'affinity-console';

const among = <Value extends string>(values: readonly Value[], value: unknown, fallback: Value): Value =>
  values.find((each) => each === value) ?? fallback;

function stored(): Preferences {
  let kept: Record<string, unknown> = {};
  try {
    kept = JSON.parse(localStorage.getItem(storageName) ?? '{}') as Record<string, unknown>;
  } catch {
    // Storage that is off or broken: the defaults hold.
  }
  const spoken: Language = navigator.language.startsWith('pt') ? 'pt-BR' : 'en';
  return {
    language: among(languages, kept['language'], spoken),
    zone: among(zones, kept['zone'], 'America/Sao_Paulo'),
    theme: among(themes, kept['theme'], 'system'),
  };
}

let preferences = stored();
const listeners = new Set<() => void>();

function show({ theme, language }: Preferences): void {
  document.documentElement.dataset['theme'] = theme;
  document.documentElement.lang = language;
}
show(preferences);

/** Changes some, and keeps them in this browser. */
export function prefer(change: Partial<Preferences>): void {
  preferences = { ...preferences, ...change };
  show(preferences);
  try {
    localStorage.setItem(storageName, JSON.stringify(preferences));
  } catch {
    // They hold until the page is closed.
  }
  for (const tell of listeners) tell();
}

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

export const presentPreferences = (): Preferences => preferences;

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, () => preferences);
