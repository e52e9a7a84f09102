const names: Readonly<Record<string, string>> = {
  type: 'affinityGroupType.code',
  organizationId: 'organization.id',
  producerCodeId: 'producerCode.id',
};

/** Where a field of the rules lies in a body: `jurisdictions[1]` is `data.attributes.jurisdictions[1].code`. */
export const wirePath = (path: string): string => {
  const typekey = /^(jurisdictions\[\d+\]|primaryContactPhone\.countryCode)$/.test(path);
  return `data.attributes.${names[path] ?? path}${typekey ? '.code' : ''}`;
};
