/** Releases a resource after the tests of a file, whether they passed or not. */
type Release = () => Promise<void> | void;

const releases = new Set<Release>();

/**
 * Registers the release of a resource that must not outlive the tests.
 * @returns a function that removes it from the list, once it is done
 */
export function atTheEnd(release: Release): () => void {
  releases.add(release);
  return () => releases.delete(release);
}

/** Releases everything that is still held, the newest first. A failed release does not stop the others. */
export async function releaseAll(): Promise<void> {
  const held = [...releases].reverse();
  releases.clear();
  for (const release of held) {
    try {
      await release();
    } catch {
      // The failure of a test is more useful than an error of the cleanup.
    }
  }
}
