// Without a line: answers and notes wait here, in this browser and for this person, and are sent once when the line is back. Other acts rest meanwhile.
import { announce, copyTemplate, post, say } from './dom.js';
import { toast } from './toast.js';
import { add, all, change, fieldsOf, follow, forget, isAbout } from './waiting-store.js';

const OLDEST_MS = 24 * 3_600_000;
const AGAIN_MS = 20_000;

/** @typedef {import('./waiting-store.js').Waiting} Waiting */

/** The key under which a composer's text was last tried: the same text again is the same act. @type {WeakMap<HTMLFormElement, { key: string, content: string }>} */
const tried = new WeakMap();
let againTimer = 0;

/** No line, as far as the browser or the stream knows. */
export const isOffline = () => !navigator.onLine || document.body.dataset.conn === 'offline';

/** Only what somebody of the house writes may wait: everything else would be done later than it was meant, and a customer's page may never be opened again. @param {HTMLFormElement} form */
export const mayWait = form => document.body.dataset.user !== undefined && form.closest('bz-composer') !== null;

/** What is sent once, however often it is tried. @param {HTMLFormElement} form */
export const isKeyed = form => form.closest('bz-composer') !== null || form.matches('[data-act-with-files]');

/** It arrived: the same text again is another. @param {HTMLFormElement} form */
export const arrived = form => tried.delete(form);

/** The key that makes sending this text twice one act. @param {HTMLFormElement} form @param {FormData | URLSearchParams} body */
export function keyOf(form, body) {
  const files = [...body.values()].filter(v => v instanceof File && v.size > 0).map(v => v instanceof File ? [v.name, v.size, v.lastModified] : []);
  const content = JSON.stringify([fieldsOf(body), files]);
  const before = tried.get(form);
  if (before?.content === content) return before.key;
  const key = [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');
  tried.set(form, { key, content });
  return key;
}

/**
 * Lets a text wait for the line.
 * @param {string} url
 * @param {FormData | URLSearchParams} body
 * @param {string} key
 * @returns {string} what keeps it from waiting; empty when it waits
 */
export function letWait(url, body, key) {
  if ([...body.values()].some(v => v instanceof File && v.size > 0)) return say('FilesCannotWait');
  if (all().some(e => e.key === key)) return '';
  const entry = { key, url: new URL(url, location.href).pathname, fields: fieldsOf(body), text: String(body.get('Text') ?? ''), at: Date.now() };
  if (!add(entry)) return say('NoRoomToWait');
  draw();
  announce(say('WaitsForLine'));
  if (!isOffline()) sendLater();
  return '';
}

function sendLater() {
  clearTimeout(againTimer);
  againTimer = setTimeout(() => void send(), AGAIN_MS);
}

/** Sends what waits, oldest first; one tab at a time. */
async function send() {
  if (isOffline() || !all().some(e => e.why === undefined)) return;
  if (!('locks' in navigator)) { await sendAll(); return; }
  await navigator.locks.request('banzhang.waiting', { ifAvailable: true }, async lock => { if (lock) await sendAll(); });
}

async function sendAll() {
  let sent = 0;
  for (const { key } of all()) {
    const entry = all().find(e => e.key === key);
    if (!entry || entry.why !== undefined) continue;
    if (Date.now() - entry.at > OLDEST_MS) { change(entry.key, say('WaitedTooLong')); continue; }
    try {
      const answer = await post(entry.url, new URLSearchParams(entry.fields), { key: entry.key });
      // Signed out, or a fault: it goes on waiting.
      if (answer.redirected || answer.status === 401) break;
      if (answer.status >= 500) { sendLater(); break; }
      if (answer.ok) { change(entry.key); sent++; follow(entry, answer.headers.get('X-Version')); } else change(entry.key, await answer.text());
    } catch { sendLater(); break; }
  }
  draw();
  if (sent > 0) toast({ text: say('WaitingSent', sent), tone: 'ok' });
  for (const entry of all().filter(e => e.why !== undefined)) if (!giveBack(entry, false)) toast({ text: say('WaitingRefused', numberOf(entry)), tone: 'bad', stay: true });
}

/** @param {Waiting} entry */
const numberOf = entry => entry.url.split('/')[2] ?? entry.url;

/** @param {Waiting} entry @returns {HTMLFormElement | null} the composer it was written in, when this page has it */
function formOf(entry) {
  const form = document.querySelector(`bz-composer form[action="${CSS.escape(entry.url)}"]`);
  return form instanceof HTMLFormElement ? form : null;
}

/**
 * Back into the composer, with the refusal below it.
 * @param {Waiting} entry
 * @param {boolean} asked the person wants it, also where something else stands there
 */
function giveBack(entry, asked) {
  const form = formOf(entry);
  const text = form?.querySelector('textarea');
  if (!form || !text || (text.value.trim() !== '' && !asked)) return false;
  text.value = text.value.trim() === '' ? entry.text : `${text.value.trimEnd()}\n\n${entry.text}`;
  const mode = entry.fields.find(([name]) => name === 'Mode')?.[1];
  for (const radio of form.querySelectorAll('input[name="Mode"]')) {
    if (radio instanceof HTMLInputElement && radio.value === mode && !radio.checked) { radio.checked = true; radio.dispatchEvent(new Event('change', { bubbles: true })); }
  }
  text.dispatchEvent(new Event('input', { bubbles: true }));
  const spot = form.querySelector('[data-refusal]');
  if (spot) spot.replaceChildren(wordsOf(entry.why ?? ''));
  change(entry.key);
  tried.delete(form);
  draw();
  return true;
}

/** @param {string} why a fragment of the server, or a sentence */
function wordsOf(why) {
  const template = document.createElement('template');
  if (why.trimStart().startsWith('<')) { template.innerHTML = why; return template.content; }
  const words = document.createElement('p');
  words.textContent = why;
  return words;
}

/** Shows what waits: in its thread, and how many in the banner. */
function draw() {
  const entries = all();
  for (const spot of document.querySelectorAll('[data-waiting]')) {
    if (!(spot instanceof HTMLElement)) continue;
    spot.replaceChildren(...entries.filter(e => e.url === spot.dataset.waiting).flatMap(e => drawn(e) ?? []));
  }
  const waits = entries.filter(e => e.why === undefined).length;
  for (const spot of document.querySelectorAll('[data-waiting-count]')) spot.textContent = waits === 0 ? '' : say('WillBeSent', waits);
}

/** @param {Waiting} entry */
function drawn(entry) {
  const copy = copyTemplate('waiting-message');
  const text = copy?.querySelector('[data-text]');
  if (!copy || !text) return null;
  text.textContent = entry.text;
  const state = copy.querySelector('[data-state]');
  if (state) state.textContent = entry.why === undefined ? say('WaitsForLine') : wordsOf(entry.why).textContent?.trim() ?? '';
  copy.querySelector('[data-give-back]')?.addEventListener('click', () => giveBack(entry, true));
  return [...copy.children];
}

/** While there is no line, what would change something says so instead of failing. */
function rest() {
  const off = isOffline();
  for (const button of document.querySelectorAll('form[method="post"] button:not([type="button"])')) {
    if (!(button instanceof HTMLButtonElement) || button.closest('bz-composer')) continue;
    if (off && !button.hasAttribute('data-rests')) {
      button.setAttribute('data-rests', button.title);
      button.setAttribute('aria-disabled', 'true');
      button.title = say('NotOffline');
    } else if (!off && button.hasAttribute('data-rests')) {
      button.title = button.getAttribute('data-rests') ?? '';
      if (button.title === '') button.removeAttribute('title');
      button.removeAttribute('data-rests');
      button.removeAttribute('aria-disabled');
    }
  }
}

export function start() {
  document.addEventListener('submit', e => {
    const form = e.target;
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || mayWait(form)) return;
    if (isOffline()) {
      e.preventDefault();
      e.stopImmediatePropagation();
      toast({ text: say('NotOffline'), tone: 'warn' });
    } else if (form.action.endsWith('/sign-out')) forget();
  }, true);
  document.addEventListener('banzhang:connection', () => { rest(); draw(); });
  document.addEventListener('banzhang:morphed', draw);
  document.addEventListener('banzhang:reconnected', () => void send());
  addEventListener('online', sendLater);
  addEventListener('storage', e => { if (isAbout(e)) draw(); });
  draw();
  rest();
  for (const entry of all().filter(e => e.why !== undefined)) giveBack(entry, false);
  if (document.body.dataset.user) void send();
}
