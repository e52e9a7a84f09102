/** A valid CNPJ for each number. */
export function cnpjOf(number: number): string {
  const base = `${String(10_000_000 + number * 37)}0001`;
  const digit = (text: string): number => {
    const sum = [...text].reverse().reduce((total, each, at) => total + Number(each) * (2 + (at % 8)), 0);
    return sum % 11 < 2 ? 0 : 11 - (sum % 11);
  };
  const first = digit(base);
  return `${base}${first}${digit(`${base}${first}`)}`;
}
