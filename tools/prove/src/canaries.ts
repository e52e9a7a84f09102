/** The CPF of the person; no other has it. */
export const cpf = '39053344705';

/** A text for each field, that stands nowhere else. ASCII, so that it has the same bytes in every encoding. */
const canary = (field: string): string => `Kanarie${field}Qzx`;

export const holderOf = (): Readonly<Record<string, unknown>> => ({
  first_name: canary('First'),
  last_name: canary('Last'),
  cpf,
  birth_date: '1961-03-07',
  contact: {
    email: `${canary('Mail').toLowerCase()}@example.com`,
    phone: '+55 11 4999-8877',
    mobile_phone: '+55 11 98877-6655',
  },
  address: {
    zip_code: '01310-100',
    city_name: canary('City'),
    district_name: canary('District'),
    state_code: 'SP',
    street_name: canary('Street'),
    number: '77123',
    complement: canary('Complement'),
  },
  metadata: { note: canary('Note') },
});

export const itemOf = (): Readonly<Record<string, unknown>> => ({
  plate: 'QZX1D23',
  chassis: '9BWZZZ377VT994251',
  model_year: 2025,
  model_name: 'Gol',
  manufacture_year: 2024,
  brand_name: 'Volkswagen',
  fipe_code: '005340-6',
  fuel_type: 'flex',
  is_0km: false,
  drivers: [
    {
      first_name: canary('Driver'),
      last_name: canary('Drivers'),
      cpf: '29537995593',
      birth_date: '1990-12-01',
      is_main_driver: true,
    },
  ],
});

export const answersOf = (): readonly { readonly code: string; readonly answer: unknown }[] =>
  Object.entries({
    'PERSON-TYPE': 'NATURAL',
    IDENTITY: cpf,
    'INSURED-NAME': `${canary('Insured')} ${canary('Name')}`,
    'INSURED-EMAIL': `${canary('Quoted').toLowerCase()}@example.com`,
    'INSURED-CELLPHONE': '(11) 98877-1234',
    'INSURED-ADDRESS-ZIPCODE': '01310-100',
    'INSURED-ADDRESS-STREET': canary('Avenue'),
    'INSURED-ADDRESS-NUMBER': '1578',
    'INSURED-ADDRESS-NEIGHBORHOOD': canary('Quarter'),
    'INSURED-ADDRESS-CITY': canary('Town'),
    'INSURED-ADDRESS-STATE': 'SP',
    'START-VIGENCY-DATE': '2026-02-01',
    'LIMIT-DEDUCTIBLE': [
      [
        { code: 'LIMIT', answer: 100_000 },
        { code: 'DEDUCTIBLE', answer: 'DEFAULT' },
      ],
    ],
  }).map(([code, answer]) => ({ code, answer }));

/** Every text that says something of the person. */
export const canaries: readonly string[] = [
  ...['First', 'Last', 'City', 'District', 'Street', 'Complement', 'Note', 'Driver', 'Drivers'].map(canary),
  ...['Insured', 'Name', 'Avenue', 'Quarter', 'Town'].map(canary),
  ...['Mail', 'Quoted'].map((field) => canary(field).toLowerCase()),
  ...[cpf, '29537995593', '4999-8877', '98877-6655', 'QZX1D23', '9BWZZZ377VT994251', '1961-03-07'],
];
