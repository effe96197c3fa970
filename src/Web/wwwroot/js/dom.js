// What every module shares: the words the server sent, the antiforgery token, and small questions about the page.

/** The words the shell wrote into the body, read when the first is needed. @type {Record<string, string> | null} */
let known = null;

/**
 * The text of a key with its placeholders filled; the key itself when the server sent none.
 * @param {string} key
 * @param {...(string | number)} values
 */
export function say(key, ...values) {
  known ??= /** @type {Record<string, string>} */ (JSON.parse(document.body.dataset.words ?? '{}'));
  return fill(known[key] ?? key, ...values);
}

/**
 * @param {string} text
 * @param {...(string | number)} values
 */
export function fill(text, ...values) {
  return text.replace(/\{(\d)\}/g, (_, i) => String(values[Number(i)] ?? ''));
}

/** The antiforgery token of this page, empty when there is none. */
export function token() {
  return document.querySelector('meta[name="antiforgery"]')?.getAttribute('content') ?? '';
}

/**
 * Is the key press going into a text the person is writing?
 * @param {EventTarget | null} target
 */
export function isWriting(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'file', 'color'].includes(target.type);
}

/**
 * Builds an icon of the sprite; the shell says where the sprite lives.
 * @param {string} name
 * @param {string} [extra]
 */
export function icon(name, extra = '') {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('class', `ic ${extra}`.trim());
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(ns, 'use');
  use.setAttribute('href', `${document.body.dataset.icons ?? '/icons.svg'}#i-${name}`);
  svg.append(use);
  return svg;
}

/**
 * Posts to the server the way every act of this page does. X-Fragment is never empty: by it the server knows a script is asking.
 * @param {string} url
 * @param {FormData | URLSearchParams} body
 * @param {{ fragment?: string, keepalive?: boolean, signal?: AbortSignal, key?: string }} [options] with a key, the same body is one act however often it is sent
 */
export function post(url, body, options = {}) {
  /** @type {Record<string, string>} */
  const headers = { 'X-Fragment': options.fragment || 'act', Accept: 'text/html' };
  if (options.key) headers['Idempotency-Key'] = options.key;
  if (!body.has('__RequestVerificationToken')) headers['RequestVerificationToken'] = token();
  return fetch(url, { method: 'POST', body, headers, credentials: 'same-origin', keepalive: options.keepalive ?? false, signal: options.signal });
}

/**
 * Copies a template the shell rendered, so that its words come from the server.
 * @param {string} id
 * @returns {DocumentFragment | null}
 */
export function copyTemplate(id) {
  const template = document.getElementById(id);
  return template instanceof HTMLTemplateElement ? /** @type {DocumentFragment} */ (template.content.cloneNode(true)) : null;
}

/**
 * Speaks once through a live region.
 * @param {string} text
 * @param {'polite' | 'assertive'} [how]
 */
export function announce(text, how = 'polite') {
  const region = document.getElementById(how === 'polite' ? 'say-polite' : 'say-now');
  if (!region) return;
  region.textContent = '';
  // A region that gets the same text twice stays silent unless it was empty in between.
  requestAnimationFrame(() => { region.textContent = text; });
}

/** Whether the page itself hears of changes; the top bar, which every page has, does not count. */
export const hasLivePart = () => [...document.querySelectorAll('[data-live]')].some(e => !e.closest('.topbar'));
