import { addDays, type PlainDate } from '@affinity-engine/kernel';

/** The body that contracts a request of a product, from a day on for so many more. */
export function contractOf(requestId: string, product: 'personal-life' | 'auto', start: PlainDate, days: number) {
  return {
    affinity_request_id: requestId,
    lifetime_start: start,
    lifetime_end: addDays(start, days),
    ...(product === 'personal-life' ? { plan_id: 'essential' } : {}),
    affinity_holder: { first_name: 'Inês', last_name: 'Conceição', cpf: '52998224725', birth_date: '1990-05-17' },
    ...(product === 'auto' ? { item: car } : {}),
  };
}

const car = {
  plate: 'BRA2E19',
  chassis: '9BWZZZ377VT004251',
  model_year: 2025,
  manufacture_year: 2024,
  brand_name: 'Volkswagen',
  model_name: 'Polo',
  fuel_type: 'flex',
  is_0km: false,
};
