const form = document.querySelector('#order');
const [problems, status] = [document.querySelector('#problems'), document.querySelector('#status')];

// The id of this order: a second click, or a page that was loaded again, is the same order.
const orderId = () => {
  const known = sessionStorage.getItem('order') ?? crypto.randomUUID();
  sessionStorage.setItem('order', known);
  return known;
};

const said = { sold: 'Sold. The insurer was asked.', 'affinity.issued': 'Your bike is covered.' };

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  problems.replaceChildren();
  const { value, ...fields } = Object.fromEntries(new FormData(form));
  const order = { ...fields, order_id: orderId(), value: Math.round(Number(value) * 100) };
  const answer = await fetch('/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
  const body = await answer.json();
  if (answer.status === 422) {
    for (const { field, expected } of body.problems) {
      problems.append(Object.assign(document.createElement('li'), { textContent: `${field}: expected ${expected}` }));
    }
    return;
  }
  if (!answer.ok) {
    status.textContent = body.error;
    return;
  }
  sessionStorage.removeItem('order');
  await show(order.order_id, body.status);
});

/** Shows how the order is, until the webhook of the engine has come. */
async function show(id, state) {
  status.textContent = said[state] ?? state;
  if (state === 'sold') {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return show(id, (await (await fetch(`/orders/${id}`)).json()).status);
  }
  const link = Object.assign(document.createElement('a'), {
    href: `/orders/${id}/certificate`,
    textContent: 'Your certificate',
  });
  status.append(' ', link);
}
