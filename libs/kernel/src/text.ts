/** Controls, line and paragraph separators, and what embeds, overrides or isolates a direction of writing. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** Anything that can be seen: no blank, no zero-width space, no joiner without letters, no empty Braille pattern. */
const visible = /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u;

/**
 * Whether a text has no line break or other control character, reads as it is written, and holds no half of a surrogate
 * pair. Joiners and marks of direction, as letters of many scripts need them, are part of a line.
 */
export const isLine = (text: string): boolean => text.isWellFormed() && !unprintable.test(text);

/** Whether anything of a text can be seen. */
export const isVisible = (text: string): boolean => visible.test(text);
