/** The commands of `affinity local`, which work on the database itself. Without `local` they are known, too. */
export const localNames = [
  'copy',
  'create-client',
  'create-user',
  'look-alikes',
  'migrate',
  'reseal',
  'restored',
  'revoke-client',
  'revoke-subscription',
  'seal-persons',
] as const;

export const isLocalName = (name: string): boolean => (localNames as readonly string[]).includes(name);
