/** For jest's `globalTeardown`: ends what the set-up started. */
export default async function endSharedPostgres() {
  await globalThis.endSharedPostgres?.();
}
