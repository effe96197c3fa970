// The keyboard map. Elements say which key presses them (data-key, data-go); this module only listens.
import { isWriting } from './dom.js';
import { undoLast } from './toast.js';

const OFF = 'banzhang.keys';
const SEQUENCE_MS = 1_200;
let gPressedAt = 0;

const isOn = () => { try { return localStorage.getItem(OFF) !== 'off'; } catch { return true; } };

/** @param {string} selector @returns {HTMLElement | null} the first that can be seen and pressed, the open layer first */
function visible(selector) {
  const open = document.querySelector('dialog[open]:modal');
  for (const e of (open ?? document).querySelectorAll(selector)) {
    if (e instanceof HTMLElement && e.checkVisibility() && !e.matches(':disabled, [aria-disabled="true"]')) return e;
  }
  return null;
}

/** What stands in a closed menu can be pressed while the button that opens the menu can. @param {string} selector @returns {HTMLElement | null} */
function inMenu(selector) {
  for (const e of document.querySelectorAll(`[popover] ${selector}`)) {
    const menu = e.closest('[popover]');
    if (e instanceof HTMLElement && menu && visible(`[popovertarget="${CSS.escape(menu.id)}"]`)) return e;
  }
  return null;
}

/** @param {HTMLElement} element */
function press(element) {
  if (element.matches('input:not([type="checkbox"]):not([type="radio"]), textarea, select')) element.focus();
  else element.click();
}

/** The list the person is in, else the first of the page. */
function list() {
  const here = document.activeElement?.closest('[data-list]');
  return here ?? visible('[data-list]');
}

/** @param {number} step */
function move(step) {
  const items = [...(list()?.querySelectorAll('[data-item]') ?? [])].filter(i => i instanceof HTMLElement && i.checkVisibility());
  if (items.length === 0) return;
  const at = items.findIndex(i => i === document.activeElement || i.contains(document.activeElement));
  const current = at >= 0 ? at : items.findIndex(i => i.matches('.on, [aria-current="true"]'));
  const next = items[Math.max(0, Math.min(items.length - 1, current < 0 ? 0 : current + step))];
  if (!(next instanceof HTMLElement)) return;
  if (next.tabIndex < 0 && !next.hasAttribute('tabindex')) next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
}

/** @param {'open' | 'select'} what */
function onItem(what) {
  const item = document.activeElement?.closest('[data-item]');
  if (!item) return false;
  const target = what === 'select' ? item.querySelector('input[type="checkbox"]') : item.matches('a, button') ? item : item.querySelector('a[href], button');
  if (target instanceof HTMLElement) target.click();
  return target !== null;
}

/** @param {boolean} back F6 walks the panes of a page, as in a desktop program */
function nextPane(back) {
  const panes = [...document.querySelectorAll('[data-pane]')].filter(p => p instanceof HTMLElement && p.checkVisibility());
  if (panes.length === 0) return false;
  const at = panes.findIndex(p => p.contains(document.activeElement));
  const pane = panes[(at + (back ? -1 : 1) + panes.length) % panes.length];
  if (!(pane instanceof HTMLElement)) return false;
  const first = pane.querySelector('[aria-current="true"], a[href], button, input, textarea, select, [tabindex="0"]');
  if (first instanceof HTMLElement) first.focus();
  else { pane.tabIndex = -1; pane.focus(); }
  return true;
}

/** @param {KeyboardEvent} e @returns {boolean} whether the key was ours */
function handle(e) {
  if (e.key === 'F6') return nextPane(e.shiftKey);
  if ((e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === 'z' && !isWriting(e.target)) return undoLast();
  if (e.ctrlKey || e.metaKey || e.altKey || isWriting(e.target) || !isOn()) return false;
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  if (key === '?') return open('cheat-sheet');
  if (document.querySelector('dialog[open]:modal')) return false;
  if (gPressedAt > 0 && Date.now() - gPressedAt < SEQUENCE_MS) {
    gPressedAt = 0;
    const link = visible(`[data-go="${CSS.escape(key)}"]`);
    link?.click();
    return link !== null;
  }
  if (key === 'g') { gPressedAt = Date.now(); return true; }
  if (key === 'j' || key === 'k') { move(key === 'j' ? 1 : -1); return true; }
  if (key === 'Enter') return document.activeElement?.matches('[data-item]:not(a, button)') === true && onItem('open');
  if (key === 'x') return onItem('select');
  const keyed = `[data-key="${CSS.escape(key)}"]`;
  const target = key === ' ' ? null : visible(keyed) ?? inMenu(keyed);
  if (target) press(target);
  return target !== null;
}

/** @param {string} id */
function open(id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  if (dialog.open) dialog.close();
  else dialog.showModal();
  return true;
}

export function start() {
  document.addEventListener('keydown', e => {
    if (e.defaultPrevented || e.isComposing || e.repeat && e.key !== 'j' && e.key !== 'k') return;
    if (handle(e)) e.preventDefault();
  });
  const off = document.querySelector('[data-keys-switch]');
  if (off instanceof HTMLInputElement) {
    off.checked = isOn();
    off.addEventListener('change', () => { try { localStorage.setItem(OFF, off.checked ? 'on' : 'off'); } catch { /* lasts for this page */ } });
  }
}
