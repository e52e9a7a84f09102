/** Example bodies. */
export const group = {
  data: {
    attributes: {
      affinityGroupType: { code: 'Closed' },
      jurisdictions: [{ code: 'NY' }],
      name: 'Cloud API Affinity Group 2',
      organization: { id: 'pc:5' },
      primaryContactFirstName: 'Elizabeth',
      primaryContactLastName: 'Madison',
      products: ['WorkersComp'],
      startDate: '2022-10-18T00:00:00.000Z',
    },
  },
};

export const groupChange = {
  data: { attributes: { description: 'Affinity group for WC policies in the Western region' } },
};

export const association = { data: { attributes: { producerCode: { id: 'pc:8' } } } };

export const code = {
  data: { attributes: { code: '501-002544', organization: { id: 'pc:5' }, roles: [{ id: 'account' }] } },
};

export const codeChange = { data: { attributes: { active: false } } };

export const organization = { data: { attributes: { name: 'Armstrong and Company' } } };
