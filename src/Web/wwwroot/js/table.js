// Rows that are chosen: the count in the bulk bar, choosing all, a range with Shift, and walking with the arrows.

/** @param {Element} inside */
const boxes = inside => /** @type {HTMLInputElement[]} */ ([...(inside.closest('form, .table-wrap') ?? inside).querySelectorAll('tbody input[type="checkbox"][data-pick]')]);

/** @param {Element} form */
function count(form) {
  const all = boxes(form);
  const chosen = all.filter(b => b.checked).length;
  for (const spot of form.querySelectorAll('[data-chosen]')) spot.textContent = String(chosen);
  for (const box of all) box.closest('tr')?.classList.toggle('on', box.checked);
  for (const every of form.querySelectorAll('input[data-pick-all]')) {
    if (!(every instanceof HTMLInputElement)) continue;
    every.checked = chosen > 0 && chosen === all.length;
    every.indeterminate = chosen > 0 && chosen < all.length;
    every.classList.toggle('mixed', every.indeterminate);
  }
}

export function start() {
  /** @type {HTMLInputElement | null} */
  let last = null;
  document.addEventListener('click', e => {
    const box = e.target;
    if (!(box instanceof HTMLInputElement) || !box.matches('[data-pick]')) return;
    if (e.shiftKey && last) {
      const all = boxes(box);
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      if (from !== undefined && to !== undefined && from >= 0) for (const b of all.slice(from, to + 1)) b.checked = box.checked;
    }
    last = box;
  });
  document.addEventListener('change', e => {
    const box = e.target;
    if (!(box instanceof HTMLInputElement)) return;
    const form = box.closest('form');
    if (!form) return;
    if (box.matches('[data-pick-all]')) for (const b of boxes(box)) b.checked = box.checked;
    if (box.matches('[data-pick], [data-pick-all]')) count(form);
  });
  document.addEventListener('click', e => {
    const form = e.target instanceof Element && e.target.closest('[data-unpick]') ? e.target.closest('form') : null;
    if (!form) return;
    for (const b of boxes(form)) b.checked = false;
    count(form);
  });
  document.addEventListener('keydown', e => {
    if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
    const row = e.target instanceof Element && e.target.matches('tr[data-item]') ? e.target : null;
    const next = e.key === 'ArrowDown' ? row?.nextElementSibling : row?.previousElementSibling;
    if (!(next instanceof HTMLElement)) return;
    e.preventDefault();
    next.focus();
  });
}
