import { expect, it } from '@jest/globals';
import { endpointOfEvent, readSought } from './sought.js';

it.each([
  ['529.982.247-25', 'cpf', '52998224725'],
  [' 52998224725 ', 'cpf', '52998224725'],
  ['11.222.333/0001-81', 'cnpj', '11222333000181'],
  ['12.ABC.345/01DE-35', 'cnpj', '12ABC34501DE35'],
  ['ana@example.com', 'email', 'ana@example.com'],
  ['9D3E-1122-A344-5566', 'number', '9D3E-1122-A344-5566'],
  ['9d3e1122a3445566', 'number', '9d3e1122a3445566'],
  ['01a22c21-a9ae-758e-996e-73fc6c9a45d1', 'id', '01a22c21-a9ae-758e-996e-73fc6c9a45d1'],
  ['238bdcbe-33c9-4b00-a8e5-796a9f5fbbd2', 'refusal', '238bdcbe-33c9-4b00-a8e5-796a9f5fbbd2'],
  ['0000000123', 'quotation', '0000000123'],
  ['00000001230001', 'quotation', '0000000123'],
  ['11222333000181', 'cnpj', '11222333000181'],
  ['evt_01a22c21a9ae758e996e73fc6c9a45d1_12', 'event', 'evt_01a22c21a9ae758e996e73fc6c9a45d1_12'],
  ['conceição araújo', 'name', 'conceição araújo'],
  ['<img src=x>', 'name', '<img src=x>'],
])('%s is sought as %s', (typed, kind, text) => {
  expect(readSought(typed)).toEqual({ kind, text });
});

it.each(['', '   '])('nothing is sought for %j', (typed) => {
  expect(readSought(typed)).toBeNull();
});

it('an event’s id says which endpoint it was for', () => {
  expect(endpointOfEvent('evt_01a22c21a9ae758e996e73fc6c9a45d1_12')).toBe('01a22c21-a9ae-758e-996e-73fc6c9a45d1');
});
