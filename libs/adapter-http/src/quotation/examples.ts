const operationCode = 'MEDICAL-CIVIL-LIABILITY-PARTNER';
const registerNumber = '100000';

const answers = {
  'PERSON-TYPE': 'NATURAL',
  IDENTITY: '529.982.247-25',
  'INSURED-NAME': 'Inês Conceição',
  'INSURED-EMAIL': 'ines@example.com',
  'INSURED-CELLPHONE': '(11) 98765-4321',
  'INSURED-ADDRESS-ZIPCODE': '01310-100',
  'INSURED-ADDRESS-STREET': 'Avenida Paulista',
  'INSURED-ADDRESS-NUMBER': '1000',
  'INSURED-ADDRESS-NEIGHBORHOOD': 'Bela Vista',
  'INSURED-ADDRESS-CITY': 'São Paulo',
  'INSURED-ADDRESS-STATE': 'SP',
  'START-VIGENCY-DATE': '2026-12-01',
  'LIMIT-DEDUCTIBLE': [
    [
      { code: 'LIMIT', answer: 100000 },
      { code: 'DEDUCTIBLE', answer: 'DEFAULT' },
    ],
  ],
};

const listed = (byCode: Readonly<Record<string, unknown>>) =>
  Object.entries(byCode).map(([code, answer]) => ({ code, answer }));

export const contractingExample = { body: { registerNumber, operationCode, answers: listed(answers) } };

export const proposalExample = {
  body: {
    identifier: '606af046-2a40-4688-af2c-148d65f73aef',
    registerNumber,
    operationCode,
    answers: listed({
      'INSURED-BIRTH-DATE': '2001-09-15',
      'PAYMENT-METHOD': 'TICKET',
      'DUE-DAY': 10,
      'PAYMENT-INSTALLMENT-IDENTIFIER': '8f130cbd-7b0c-4155-b980-9e714497bdba',
      PEP: 'NO',
    }),
  },
};
