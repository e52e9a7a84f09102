/** The first day of the engines' clock in these tests, by default. */
export const aDay = '2026-01-15';
export const clock = `${aDay}T12:00:00Z`;

/** A holder with every field. */
export const holder = {
  first_name: 'Conceição',
  last_name: 'Araújo Nuñez',
  cpf: '52998224725',
  birth_date: '1988-04-12',
  gender: 'female',
  marital_status: 'married',
  is_foreign: false,
  is_politically_exposed: false,
  contact: { email: 'conceicao@example.com', phone: '+55 11 4002-8922', mobile_phone: '+55 11 91234-5678' },
  address: {
    zip_code: '01310-100',
    city_name: 'São Paulo',
    district_name: 'Bela Vista',
    state_code: 'SP',
    street_name: 'Avenida Paulista',
    number: '1578',
    complement: '3º andar',
  },
  income_monthly: 850_000,
  metadata: { employee_number: 'A-17', since: 2019 },
};

/** A holder with only the required fields. */
export const briefHolder = {
  first_name: holder.first_name,
  last_name: holder.last_name,
  cpf: holder.cpf,
  birth_date: holder.birth_date,
};

/** A car with every field of an item of the product `auto`. */
export const car = {
  plate: 'ABC1D23',
  chassis: '9BWZZZ377VT004251',
  model_year: 2025,
  model_name: 'Gol',
  model_variant: '1.0 MPI Trendline',
  manufacture_year: 2024,
  brand_name: 'Volkswagen',
  fipe_code: '005340-6',
  fuel_type: 'flex',
  is_0km: false,
  drivers: [
    { first_name: 'João', last_name: 'Araújo', cpf: '11144477735', birth_date: '1990-12-01', is_main_driver: true },
  ],
};

/** A year of cover, 365 days with the last one. */
export const year = { lifetime_start: '2026-02-01', lifetime_end: '2027-01-31' };

/** The contract of each product, without the request's id. */
export const contracts = {
  'personal-life': { ...year, plan_id: 'essential', affinity_holder: holder },
  auto: { ...year, affinity_holder: briefHolder, item: car },
  bike: {
    ...year,
    plan_id: 'theft',
    item: { brand_name: 'Caloi', model_name: 'Elite', frame_number: 'CAL-2024-17', value: 450_000 },
  },
} as const;

export type ProductId = keyof typeof contracts;
