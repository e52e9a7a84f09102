import { languages } from '@affinity-engine/catalogue';
import { z } from 'zod';
import { enumerated } from './marks.js';

export const productLanguage = z.enum(languages).meta(
  enumerated('ProductLanguage', 'The language of a product’s texts and of its documents', {
    'pt-BR': 'Portuguese as in Brazil',
    en: 'English',
    de: 'German',
  }),
);
