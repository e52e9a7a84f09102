/** Requests as the documentation shows them; the tests send them. */

export const request = { product_id: 'personal-life' };

export const contract = {
  affinity_request_id: '01939d3c-7f1a-7c3e-9b1e-2f6a0d4c8e51',
  lifetime_start: '2026-12-01',
  lifetime_end: '2027-11-30',
  plan_id: 'essential',
  affinity_holder: {
    first_name: 'Conceição',
    last_name: 'Araújo',
    cpf: '52998224725',
    birth_date: '1988-04-12',
    contact: { email: 'conceicao@example.com', mobile_phone: '+55 11 91234-5678' },
  },
};

export const cancel = { cancel_reason: 1, cancel_description: 'Changed employer' };

export const preview = { date_end: '2027-03-01', cancel_reason: 4 };
