const sent = (
  fields: readonly [number: string, matchCode: string, insurer: string, unique: string, comment: string],
) => ({
  agencyNumber: fields[0],
  matchCode: fields[1],
  externalInsurerId: fields[2],
  externalUniqueId: fields[3],
  internalComment: fields[4],
  active: true,
});

/**
 * The published sample of a registration: five numbers at three insurers. Each insurer is named by a different one of
 * its numbers.
 */
export const publishedRegistration = {
  agencyNumberSets: [
    {
      baFinId: '5405',
      agencyNumbers: [
        {
          ...sent(['1-agency-number', 'comment', '', 'uniqueId1', 'internal comment']),
          defaultForTenders: false,
          defaultForCalculations: false,
          collectionType: 'insurer_collection',
        },
        {
          ...sent(['2-agency-number', 'comment 2', 'insurerId2', '', 'internal comment 2']),
          defaultForTenders: false,
          defaultForCalculations: false,
          collectionType: 'mga_collection',
        },
        {
          ...sent(['3-agency-number', 'comment 3', 'insurerId3', '', 'internal comment 3']),
          defaultForTenders: true,
          defaultForCalculations: true,
          collectionType: 'mga_collection',
        },
      ],
    },
    {
      insurerId: '5036',
      agencyNumbers: [
        {
          ...sent(['A1', 'A1', 'A1', 'A1', 'A1']),
          defaultForTenders: true,
          defaultForCalculations: false,
          collectionType: 'insurer_collection',
        },
      ],
    },
    {
      supervisingAuthorityId: '61234',
      agencyNumbers: [
        {
          ...sent(['A2', 'A2', 'A2', 'A2', 'A2']),
          defaultForTenders: false,
          defaultForCalculations: true,
          collectionType: 'mga_collection',
        },
      ],
    },
  ],
};
