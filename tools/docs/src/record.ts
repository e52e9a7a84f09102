import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startEngine } from '@affinity-engine/test-harness';
import { pictures, projectRoot } from './pages.js';
import { recordingOf } from './recording.js';

/** Plays the demo against an engine of its own, and keeps what it printed as a picture that moves. */
const engine = await startEngine();
try {
  const env = { ...process.env, DATA_DIR: engine.dataDir, BASE_URL: engine.baseUrl };
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'demo'], { cwd: projectRoot, env });
  const file = join(projectRoot, pictures.from, 'demo.svg');
  writeFileSync(file, recordingOf('npm run demo', stdout.trim()));
  process.stdout.write(`${file}\n`);
} finally {
  await engine.stop();
}
