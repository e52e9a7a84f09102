const [columns, rows, lineHeight, secondsEach] = [92, 22, 20, 0.55];
const [width, height] = [columns * 8.4 + 32, rows * lineHeight + 40];

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .slice(0, columns * 2);

const cut = (line: string): string => (line.length > columns ? `${line.slice(0, columns - 1)}…` : line);

/** The lines of a terminal as a picture that plays them once, and shows the end to those who want no motion. */
export function recordingOf(command: string, output: string): string {
  const lines = [`$ ${command}`, ...output.split('\n').filter((line) => !/^-+$/.test(line))].map(cut);
  const scrolls = Math.max(0, lines.length - rows);
  const seconds = lines.length * secondsEach;
  const shift = (index: number): number => -Math.min(scrolls, Math.max(0, index - rows + 1)) * lineHeight;
  const frames = lines.map(
    (_, index) => `${((index / lines.length) * 100).toFixed(2)}% { transform: translateY(${shift(index)}px) }`,
  );
  const texts = lines.map((line, index) => {
    const kind = line.startsWith('$')
      ? 'command'
      : /^\d+\. /.test(line)
        ? 'title'
        : line.includes('✓')
          ? 'good'
          : 'plain';
    const style = `animation-delay: ${(index * secondsEach).toFixed(2)}s`;
    return `<text class="${kind}" x="16" y="${(index + 1) * lineHeight + 12}" style="${style}">${escaped(line)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="A recording of ${escaped(command)}">
<style>
svg { background: #14181b; font: 14px ui-monospace, Menlo, Consolas, monospace; white-space: pre }
text { fill: #a5a8a6; opacity: 0; animation: shown 0.01s forwards; white-space: pre }
.command, .title { fill: #e6e3da; font-weight: bold }
.good { fill: #7fd29a }
g { animation: scrolled ${seconds.toFixed(1)}s steps(1) forwards }
@keyframes shown { to { opacity: 1 } }
@keyframes scrolled { ${frames.join(' ')} 100% { transform: translateY(${-scrolls * lineHeight}px) } }
@media (prefers-reduced-motion: reduce) { text { animation: none; opacity: 1 } g { animation: none; transform: translateY(${-scrolls * lineHeight}px) } }
</style>
<g>
${texts.join('\n')}
</g>
</svg>
`;
}
