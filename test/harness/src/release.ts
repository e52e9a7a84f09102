/** What is to be given back when the tests of a file are over, whether they passed or not. */
type Release = () => Promise<void> | void;

const releases = new Set<Release>();

/** Registers what must not outlive the tests. @returns takes it off the list again, once it is done */
export function atTheEnd(release: Release): () => void {
  releases.add(release);
  return () => releases.delete(release);
}

/** Gives back everything that is still held, the newest first. What fails doesn't keep the rest from being released. */
export async function releaseAll(): Promise<void> {
  const held = [...releases].reverse();
  releases.clear();
  for (const release of held) {
    try {
      await release();
    } catch {
      // A test's own failure tells more than what couldn't be cleaned up after it.
    }
  }
}
