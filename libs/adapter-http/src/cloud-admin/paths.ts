const names: Readonly<Record<string, string>> = {
  type: 'affinityGroupType.code',
  organizationId: 'organization.id',
  producerCodeId: 'producerCode.id',
};

/** The path in the body of a field of the rules: `jurisdictions[1]` → `data.attributes.jurisdictions[1].code`. */
export const wirePath = (path: string): string => {
  const typekey = /^(jurisdictions\[\d+\]|primaryContactPhone\.countryCode)$/.test(path);
  return `data.attributes.${names[path] ?? path}${typekey ? '.code' : ''}`;
};
