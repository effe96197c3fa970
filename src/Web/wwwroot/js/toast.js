// Said and done: a toast in the corner, with eight seconds to take it back (Ctrl or Cmd + Z works longer).
import { hasLivePart, icon, post, say } from './dom.js';

const UNDO_MS = 8_000;
const PLAIN_MS = 5_000;
const KEYBOARD_MS = 60_000;

/** @type {{ url: string, until: number, element: HTMLElement }[]} */
const undoable = [];

/** @typedef {{ text: string, tone?: 'ok' | 'warn' | 'bad' | 'info', undo?: string, stay?: boolean }} Said */

const KEPT = 'banzhang.toast';

/** The act leads to another page: what was done is said there. @param {Said} what */
export function toastOnNextPage(what) {
  try { sessionStorage.setItem(KEPT, JSON.stringify(what)); } catch { /* then it is said nowhere; the page shows the result */ }
}

/** Says what the page before has left to say. */
export function showKeptToast() {
  try {
    const kept = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    if (kept) toast(JSON.parse(kept));
  } catch { /* nothing readable was kept */ }
}

/** @param {Said} what */
export function toast(what) {
  const region = document.querySelector('[data-toasts]');
  if (!region) return;
  const tone = what.tone ?? 'info';
  const box = document.createElement('div');
  box.className = `toast ${tone}`;
  box.append(icon(tone === 'ok' ? 'check' : tone === 'info' ? 'info' : 'alert'));
  const text = document.createElement('div');
  text.className = 'grow';
  if (!what.undo) {
    text.textContent = what.text;
  } else {
    const done = document.createElement('b');
    done.textContent = what.text;
    text.append(done);
    const hint = document.createElement('span');
    hint.className = 'fg-2';
    hint.textContent = say('UndoWithin');
    text.append(hint);
  }
  box.append(text);
  if (what.undo) {
    const entry = { url: what.undo, until: Date.now() + KEYBOARD_MS, element: box };
    undoable.push(entry);
    box.append(button(say('Undo'), 'btn ghost sm', () => void undo(entry)));
  }
  const close = button('', 'btn ghost icon sm', () => box.remove());
  close.setAttribute('aria-label', say('Close'));
  close.append(icon('x', 's14'));
  box.append(close);
  region.append(box);
  if (what.stay) return;
  let left = what.undo ? UNDO_MS : PLAIN_MS;
  let timer = 0;
  let since = 0;
  const run = () => { since = Date.now(); timer = setTimeout(() => box.remove(), left); };
  // A pointer or the focus on it means someone is reading: time stands still.
  const hold = () => { clearTimeout(timer); left = Math.max(1_000, left - (Date.now() - since)); };
  box.addEventListener('pointerenter', hold);
  box.addEventListener('pointerleave', run);
  box.addEventListener('focusin', hold);
  box.addEventListener('focusout', run);
  run();
}

/** @param {string} text @param {string} style @param {() => void} press */
function button(text, style, press) {
  const b = document.createElement('button');
  b.type = 'button';
  b.className = style;
  b.textContent = text;
  b.addEventListener('click', press);
  return b;
}

/** @param {{ url: string, element: HTMLElement }} entry */
async function undo(entry) {
  const at = undoable.findIndex(u => u.url === entry.url);
  if (at >= 0) undoable.splice(at, 1);
  entry.element.remove();
  try {
    // Never empty: a form without any field counts as none at all.
    const answer = await post(entry.url, new URLSearchParams({ Undo: 'true' }));
    if (!answer.ok) { toast({ text: (await answer.text()).replace(/<[^>]*>/g, '').trim() || say('Failed'), tone: 'bad', stay: true }); return; }
    toast({ text: say('Undone'), tone: 'info' });
    document.dispatchEvent(new CustomEvent('banzhang:undone'));
    if (!hasLivePart()) location.reload();
  } catch {
    toast({ text: say('Failed'), tone: 'bad', stay: true });
  }
}

/** Takes back the latest act; false when there is none. */
export function undoLast() {
  const entry = undoable.at(-1);
  if (!entry || entry.until < Date.now()) return false;
  void undo(entry);
  return true;
}
