// Rows that are chosen: the count in the bulk bar, choosing all, a range with Shift, and walking with the arrows. Columns as wide as the person wants them.
import { announce, say } from './dom.js';

const NARROWEST = 48;
const WIDEST = 1_200;
const STEP = 16;

/** @param {HTMLTableElement} table where this person's widths of it are kept */
const widthsKey = table => `banzhang.columns ${document.body.dataset.user ?? ''} ${table.id}`;

/** @param {HTMLTableElement} table */
const headsOf = table => [...table.tHead?.rows[0]?.cells ?? []];

/** What a column is called, wherever it stands. @param {HTMLTableCellElement} head */
const nameOf = head => head.dataset.column ?? '';

/** @param {HTMLTableElement} table @returns {number[] | null} in pixels; null for a table as it comes; a column nobody had then is as wide as it comes */
function widthsOf(table) {
  try {
    /** @type {unknown} */
    const kept = JSON.parse(localStorage.getItem(widthsKey(table)) ?? 'null');
    if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return null;
    const widths = new Map(Object.entries(kept).filter(([, w]) => typeof w === 'number'));
    return headsOf(table).map(head => widths.get(nameOf(head)) ?? Math.round(head.getBoundingClientRect().width));
  } catch { return null; }
}

/** @param {HTMLTableElement} table @param {number[] | null} widths */
function dress(table, widths) {
  table.classList.toggle('sized', widths !== null);
  headsOf(table).forEach((head, i) => { head.style.width = widths === null ? '' : `${widths[i]}px`; });
  table.style.width = widths === null ? '' : `${widths.reduce((sum, w) => sum + w, 0)}px`;
}

/** @param {HTMLTableElement} table @param {number[] | null} widths */
function keepWidths(table, widths) {
  try {
    if (widths === null) localStorage.removeItem(widthsKey(table));
    else localStorage.setItem(widthsKey(table), JSON.stringify(Object.fromEntries(headsOf(table).map((head, i) => [nameOf(head), widths[i]]))));
  } catch { /* they last for this page */ }
}

/** As it comes. @param {HTMLTableElement} table */
function giveBack(table) {
  keepWidths(table, null);
  dress(table, null);
}

/** @param {HTMLTableElement} table */
const measured = table => widthsOf(table) ?? headsOf(table).map(h => Math.round(h.getBoundingClientRect().width));

/** @param {number[]} widths @param {number} at @param {number} width */
const changed = (widths, at, width) => widths.map((w, i) => i === at ? Math.min(WIDEST, Math.max(NARROWEST, Math.round(width))) : w);

/** @param {Element | null} inside */
function headOf(inside) {
  const head = inside?.closest('th');
  const table = head?.closest('table');
  return head instanceof HTMLTableCellElement && table instanceof HTMLTableElement && head.querySelector('[data-resize]') ? { head, table, at: headsOf(table).indexOf(head) } : null;
}

/** @param {ParentNode} inside */
function dressAll(inside) {
  for (const table of inside.querySelectorAll('table[id]')) if (table instanceof HTMLTableElement && table.querySelector('[data-resize]')) dress(table, widthsOf(table));
}

function startColumns() {
  document.addEventListener('pointerdown', e => {
    const grip = e.target instanceof Element ? e.target.closest('[data-resize]') : null;
    const place = headOf(grip);
    if (!(grip instanceof HTMLElement) || !place || e.button !== 0) return;
    e.preventDefault();
    const { table, at } = place;
    const before = measured(table);
    let now = before;
    grip.setPointerCapture(e.pointerId);
    const listening = new AbortController();
    const on = { signal: listening.signal };
    grip.addEventListener('pointermove', m => { now = changed(before, at, (before[at] ?? 0) + m.clientX - e.clientX); dress(table, now); }, on);
    for (const end of /** @type {const} */ (['pointerup', 'pointercancel'])) {
      grip.addEventListener(end, () => { listening.abort(); if (now !== before) keepWidths(table, now); }, on);
    }
  });
  document.addEventListener('dblclick', e => {
    const place = e.target instanceof Element && e.target.closest('[data-resize]') ? headOf(e.target) : null;
    if (!place) return;
    giveBack(place.table);
  });
  document.addEventListener('keydown', e => {
    if (e.key === 'Home' && e.altKey) {
      const there = e.target instanceof Element ? headOf(e.target) : null;
      if (!there) return;
      e.preventDefault();
      giveBack(there.table);
      announce(say('ColumnsAsTheyCome'));
      return;
    }
    if (e.key !== 'ArrowLeft' && e.key !== 'ArrowRight') return;
    const place = e.target instanceof Element ? headOf(e.target) : null;
    if (!place) return;
    const { table, at } = place;
    const way = e.key === 'ArrowLeft' ? -1 : 1;
    // Alt and an arrow would leave the page otherwise.
    e.preventDefault();
    if (e.altKey) {
      const before = measured(table);
      const now = changed(before, at, (before[at] ?? 0) + way * STEP);
      keepWidths(table, now);
      dress(table, now);
      announce(say('ColumnWidth', now[at] ?? 0));
      return;
    }
    const next = headsOf(table)[at + way];
    const target = next?.querySelector('a') ?? (next?.hasAttribute('tabindex') ? next : null);
    if (target instanceof HTMLElement) target.focus();
  });
  document.addEventListener('banzhang:morphed', e => { if (e.target instanceof Element) dressAll(e.target); });
  dressAll(document);
}

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
  startColumns();
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
