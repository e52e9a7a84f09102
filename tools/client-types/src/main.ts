import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles, generatedFolder, presentDocument } from './client-types.js';

for (const [name, text] of Object.entries(await generatedFiles(await presentDocument()))) {
  writeFileSync(join(generatedFolder, name), text);
  process.stdout.write(`${join(generatedFolder, name)}\n`);
}
