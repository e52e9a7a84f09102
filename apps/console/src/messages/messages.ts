import type { Language } from '../app/preferences.js';
import type en from './en.json';

export type Messages = typeof en;

declare module 'use-intl' {
  interface AppConfig {
    Messages: Messages;
  }
}

const loaders: Readonly<Record<Language, () => Promise<{ readonly default: Messages }>>> = {
  en: () => import('./en.json'),
  'pt-BR': () => import('./pt-BR.json'),
};

/** The sentences of a language: both have the same names. */
export const messagesOf = async (language: Language): Promise<Messages> => (await loaders[language]()).default;
