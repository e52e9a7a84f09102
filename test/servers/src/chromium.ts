import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serverFolder } from './folders.js';
import { findPrograms } from './programs.js';

/** A browser, and the environment that it needs. */
export type BrowserProgram = { readonly executablePath: string; readonly env: Readonly<Record<string, string>> };

/** Finds Chromium, or installs it where Debian's apt-get is. One that was unpacked beside the system brings its own fonts. */
export async function findChromium(): Promise<BrowserProgram> {
  const { folder, env } = await findPrograms('chromium');
  const executablePath = join(folder, 'chromium');
  if (env['LD_LIBRARY_PATH'] === undefined) return { executablePath, env };
  const fonts = join(folder, '..', '..', 'share', 'fonts');
  const work = serverFolder('fonts', true);
  const file = join(work, 'fonts.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><dir>/usr/share/fonts</dir><cachedir>${work}</cachedir></fontconfig>`,
  );
  return { executablePath, env: { ...env, FONTCONFIG_FILE: file } };
}
