/** A registration as the documentation shows it; the tests send it. */
export const registration = {
  agencyNumberSets: [
    {
      baFinId: '5405',
      agencyNumbers: [
        {
          agencyNumber: '4711-0815',
          matchCode: 'Property, standard commission',
          externalUniqueId: 'crm-20177',
          defaultForTenders: true,
          defaultForCalculations: true,
          collectionType: 'broker_collection',
          internalComment: 'agreed until the end of the year',
          active: true,
        },
      ],
    },
  ],
};
