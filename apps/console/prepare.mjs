/** Builds the console after an installation. Without its tools, as in an image of what runs, there is nothing to build it with. */
const vite = await import('vite').catch(() => null);
if (vite === null) process.stdout.write('vite is not installed: the console is not built\n');
else await vite.build({ configFile: `${import.meta.dirname}/vite.config.ts`, logLevel: 'warn' });
