// The one module that wires fragments, acts and the event stream: notify, then pull. See docs/ui-contract.md.
import { announce, copyTemplate, fill, hasLivePart, post, say, token } from './dom.js';
import { forget, holdLists, morph, skippedForSelection } from './morph.js';
import { showKeptToast, toast, toastOnNextPage } from './toast.js';
import { arrived, isKeyed, isOffline, keyOf, letWait, mayWait } from './waiting.js';

const COALESCE_MS = 150;
const AMBER_MS = 2_000;
const SILENCE_MS = 40_000;
const GIVE_UP_MS = 8_000;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 20_000];

/** @typedef {{ timer: number, busy: boolean, again: boolean, failures: number, waiting: Element | null }} Fragment */

/** @type {WeakMap<Element, Fragment>} */
const fragments = new WeakMap();
/** @type {EventSource | null} */
let stream = null;
let streamTopics = '';
let attempts = 0;
let amberTimer = 0;
let retryTimer = 0;
let silenceTimer = 0;
let beats = false;
let wasLost = false;
/** Server time minus this machine's time, in milliseconds; the countdowns read it. */
export let clockOffset = 0;
let lastHeard = Date.now();

/** The server's present, as well as this page knows it. */
export const serverNow = () => Date.now() + clockOffset;

/** @param {Element} section @returns {Fragment} */
function stateOf(section) {
  let state = fragments.get(section);
  if (!state) fragments.set(section, state = { timer: 0, busy: false, again: false, failures: 0, waiting: null });
  return state;
}

/** @returns {HTMLElement[]} */
const allLive = () => [...document.querySelectorAll('[data-live]')].filter(e => e instanceof HTMLElement);

/** @param {string | undefined | null} text */
const split = text => (text ?? '').split(/\s+/).filter(t => t !== '');

function wantedTopics() {
  const topics = new Set(split(document.body.dataset.liveTopics));
  for (const section of allLive()) for (const topic of split(section.dataset.live)) topics.add(topic);
  return [...topics].sort().join(',');
}

/* ---- fragments ---- */

/** @param {HTMLElement} section */
export function refreshSoon(section) {
  const state = stateOf(section);
  if (state.timer !== 0) return;
  state.timer = setTimeout(() => { state.timer = 0; void refresh(section); }, COALESCE_MS);
}

/** @param {HTMLElement} section */
export async function refresh(section) {
  const source = section.dataset.src;
  if (!source) return;
  const state = stateOf(section);
  if (state.busy) { state.again = true; return; }
  state.busy = true;
  section.setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(source, {
      headers: { 'X-Fragment': section.id, Accept: 'text/html' }, credentials: 'same-origin', signal: AbortSignal.timeout(GIVE_UP_MS),
    });
    if (answer.redirected || answer.status === 401) { await leaveForSignIn(); return; }
    if (answer.status === 204 || answer.status === 304) { state.failures = 0; return; }
    if (answer.status >= 500) { failed(section, state, answer.headers.get('X-Request-Id')); return; }
    state.failures = 0;
    show(section, await answer.text());
  } catch {
    failed(section, state, null);
  } finally {
    state.busy = false;
    section.removeAttribute('aria-busy');
    if (state.again) { state.again = false; refreshSoon(section); }
  }
}

/** Half-typed text outlives the session: the page stays as long as something would be lost. */
async function leaveForSignIn() {
  const writing = [...document.querySelectorAll('textarea')].some(t => t.value !== t.defaultValue);
  if (writing) toast({ text: say('SignedOut'), tone: 'warn', stay: true });
  else location.reload();
}

/** @param {HTMLElement} section @param {Fragment} state @param {string | null} requestId */
function failed(section, state, requestId) {
  state.failures++;
  // What is on the screen is worth more than an error in its place; only a place that never had content shows one.
  if (!section.hasAttribute('data-lazy')) return;
  const error = errorWithRetry(requestId, () => void refresh(section));
  if (error) section.replaceChildren(error);
}

/**
 * @param {string | null} requestId
 * @param {() => void} retry
 * @param {string} sentence what the server said of it; empty when it said nothing
 */
function errorWithRetry(requestId, retry, sentence = '') {
  const copy = copyTemplate('error-state');
  if (!copy) return null;
  const id = copy.querySelector('[data-request-id]');
  if (id && requestId) id.textContent = requestId;
  const title = copy.querySelector('b');
  if (title && sentence) title.textContent = sentence;
  copy.querySelector('[data-retry]')?.addEventListener('click', retry);
  return copy;
}

/** @param {HTMLElement} section @param {string} html */
function show(section, html) {
  const fresh = parse(section, html);
  if (!fresh) return;
  const latest = /** @type {Element} */ (fresh.cloneNode(true));
  const waiting = holdLists(section, fresh);
  apply(section, fresh);
  stateOf(section).waiting = waiting.length === 0 ? null : latest;
  for (const { list, added } of waiting) showBar(section, list, added);
}

/** @param {HTMLElement} section @param {string} html @returns {Element | null} */
function parse(section, html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  const same = template.content.querySelector(`#${CSS.escape(section.id)}`);
  if (same) return same;
  // A refusal or a bare inside: keep the section, replace what it holds.
  const shell = /** @type {Element} */ (section.cloneNode(false));
  shell.append(template.content);
  return shell;
}

/** @param {HTMLElement} section @param {Element} fresh */
function apply(section, fresh) {
  section.querySelectorAll('.new-bar-slot').forEach(bar => bar.remove());
  section.removeAttribute('data-lazy');
  morph(section, fresh);
  const htmx = /** @type {{ htmx?: { process(e: Element): void } }} */ (/** @type {unknown} */ (window)).htmx;
  htmx?.process(section);
  section.dispatchEvent(new CustomEvent('banzhang:morphed', { bubbles: true }));
  if (wantedTopics() !== streamTopics) connect();
}

/** @param {HTMLElement} section @param {Element} list @param {number} added */
function showBar(section, list, added) {
  if (added === 0) return;
  const slot = document.createElement('div');
  slot.className = 'new-bar-slot';
  const bar = document.createElement('button');
  bar.type = 'button';
  bar.className = 'new-bar';
  const pattern = list.getAttribute('data-new-word') ?? section.dataset.newWord;
  bar.textContent = pattern ? fill(pattern, added) : say('NewAbove', added);
  bar.addEventListener('click', () => release(section));
  slot.append(bar);
  (list.closest('.table-wrap') ?? list).before(slot);
}

/** @param {HTMLElement} section */
function release(section) {
  const state = stateOf(section);
  const latest = state.waiting;
  state.waiting = null;
  if (latest) apply(section, latest);
}

document.addEventListener('pointerover', () => {
  for (const section of allLive()) {
    const state = fragments.get(section);
    if (!state?.waiting) continue;
    if (!section.querySelector('[data-list]:hover, .new-bar-slot:hover') && !section.matches('[data-list]:hover')) release(section);
  }
});
document.documentElement.addEventListener('pointerleave', () => allLive().forEach(release));
document.addEventListener('selectionchange', () => {
  if (skippedForSelection.size === 0 || document.getSelection()?.isCollapsed === false) return;
  for (const section of [...skippedForSelection]) if (section instanceof HTMLElement) refreshSoon(section);
  skippedForSelection.clear();
});

/* ---- what a page asks through htmx itself ---- */

document.addEventListener('htmx:configRequest', e => {
  const { headers, verb, elt } = /** @type {CustomEvent<{ headers: Record<string, string>, verb: string, elt: Element }>} */ (e).detail;
  headers['X-Fragment'] = elt.closest('[data-live]')?.id || elt.id || 'act';
  if (verb !== 'get') headers['RequestVerificationToken'] = token();
});
document.addEventListener('htmx:afterSettle', e => {
  e.target?.dispatchEvent(new CustomEvent('banzhang:morphed', { bubbles: true }));
  if (wantedTopics() !== streamTopics) connect();
});

/* ---- the event stream ---- */

function connect() {
  clearTimeout(retryTimer);
  stream?.close();
  streamTopics = wantedTopics();
  if (streamTopics === '') return;
  const opened = stream = new EventSource(`/live/events?topics=${encodeURIComponent(streamTopics)}`);
  opened.addEventListener('hello', e => heard(e, true));
  opened.addEventListener('beat', e => { beats = true; heard(e, false); });
  opened.addEventListener('stale', e => {
    heard(null, false);
    /** @type {{ topics: string[] }} */
    const { topics } = JSON.parse(e.data);
    const stale = new Set(topics);
    for (const section of allLive()) if (split(section.dataset.live).some(t => stale.has(t))) refreshSoon(section);
    document.dispatchEvent(new CustomEvent('banzhang:stale', { detail: topics }));
  });
  opened.onerror = () => { if (opened === stream) lost(); };
}

/** @param {MessageEvent<string> | null} event @param {boolean} hello */
function heard(event, hello) {
  lastHeard = Date.now();
  watchSilence();
  if (event?.data) {
    const now = Date.parse(/** @type {{ now: string }} */ (JSON.parse(event.data)).now);
    if (!Number.isNaN(now)) clockOffset = now - Date.now();
  }
  if (!hello) return;
  attempts = 0;
  clearTimeout(amberTimer);
  const back = wasLost;
  wasLost = false;
  setConnection('live');
  document.dispatchEvent(new CustomEvent('banzhang:clock'));
  if (back) {
    allLive().forEach(refreshSoon);
    document.dispatchEvent(new CustomEvent('banzhang:reconnected'));
    announce(say('Reconnected'));
  }
}

/** Comments cannot be seen by a page; where the server also sends `beat`, a silent wire is found out. */
function watchSilence() {
  clearTimeout(silenceTimer);
  if (beats) silenceTimer = setTimeout(() => { lost(); connect(); }, SILENCE_MS);
}

function lost() {
  if (!wasLost) {
    wasLost = true;
    clearTimeout(amberTimer);
    amberTimer = setTimeout(() => setConnection(navigator.onLine ? 'reconnecting' : 'offline'), AMBER_MS);
  }
  if (stream?.readyState !== EventSource.CLOSED) return;
  clearTimeout(retryTimer);
  retryTimer = setTimeout(connect, RETRY_MS[Math.min(attempts++, RETRY_MS.length - 1)]);
}

/** @param {'live' | 'reconnecting' | 'offline'} state */
function setConnection(state) {
  document.body.dataset.conn = state;
  const at = new Date(lastHeard + clockOffset).toLocaleTimeString(document.documentElement.lang, { hour12: false });
  for (const banner of document.querySelectorAll('[data-conn-banner]')) {
    if (banner instanceof HTMLElement) banner.hidden = banner.dataset.connBanner !== state;
  }
  for (const time of document.querySelectorAll('[data-stopped-at]')) time.textContent = at;
  for (const dot of document.querySelectorAll('.live')) {
    dot.classList.toggle('stale', state === 'reconnecting');
    dot.classList.toggle('off', state === 'offline');
    if (dot instanceof HTMLElement && dot.dataset.word !== undefined) {
      dot.textContent = state === 'live' ? dot.dataset.word : state === 'offline' ? say('Disconnected') : say('StoppedAt', at);
    }
  }
  document.dispatchEvent(new CustomEvent('banzhang:connection', { detail: state }));
}

addEventListener('offline', () => { wasLost = true; clearTimeout(amberTimer); setConnection('offline'); });
addEventListener('online', () => { setConnection('reconnecting'); connect(); });
addEventListener('pagehide', () => { stream?.close(); stream = null; });
addEventListener('pageshow', e => { if (e.persisted) { wasLost = true; connect(); } });
document.addEventListener('click', e => {
  if (e.target instanceof Element && e.target.closest('[data-reconnect]')) connect();
});

/* ---- acts ---- */

document.addEventListener('submit', e => {
  const form = e.target;
  if (!(form instanceof HTMLFormElement) || !form.matches('[data-act]') || e.defaultPrevented) return;
  e.preventDefault();
  const submitter = /** @type {SubmitEvent} */ (e).submitter;
  void act(form, submitter);
});

/**
 * Sends an act; resolves to whether it was accepted.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 * @returns {Promise<boolean>}
 */
export async function act(form, submitter = null) {
  if (form.getAttribute('aria-busy') === 'true') return false;
  const data = new FormData(form, submitter);
  const hasFile = [...data.values()].some(v => v instanceof File && v.size > 0);
  const body = hasFile ? data : new URLSearchParams([...data].filter(([, v]) => typeof v === 'string').map(([k, v]) => [k, String(v)]));
  const section = form.closest('[data-live]');
  form.setAttribute('aria-busy', 'true');
  submitter?.classList.add('loading');
  place(form, null, false);
  const url = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? location.href;
  const key = isKeyed(form) ? keyOf(form, body) : '';
  form.dispatchEvent(new CustomEvent('banzhang:sending', { bubbles: true }));
  try {
    if (mayWait(form) && isOffline()) return waits(form, letWait(url, body, key));
    const answer = await post(url, body, { fragment: section?.id || form.id, key });
    if (answer.ok) { await accepted(form, answer); return true; }
    if (answer.status >= 500) place(form, errorWithRetry(answer.headers.get('X-Request-Id'), () => void act(form, submitter), textOf(await answer.text())), true);
    else refused(form, await answer.text());
  } catch {
    // Nobody knows whether it arrived: under its key it may be sent again.
    if (mayWait(form)) return waits(form, letWait(url, body, key));
    place(form, errorWithRetry(null, () => void act(form, submitter)), true);
  } finally {
    form.removeAttribute('aria-busy');
    submitter?.classList.remove('loading');
  }
  return false;
}

/** @param {HTMLFormElement} form @param {string} why what keeps it from waiting; empty when it waits */
function waits(form, why) {
  if (why === '') {
    forget(form);
    form.dispatchEvent(new CustomEvent('banzhang:acted', { bubbles: true }));
    return true;
  }
  const words = document.createElement('p');
  words.textContent = why;
  const content = document.createDocumentFragment();
  content.append(words);
  place(form, content, true);
  return false;
}

/** @param {HTMLFormElement} form @param {Response} answer */
async function accepted(form, answer) {
  forget(form);
  arrived(form);
  const text = answer.headers.get('X-Toast');
  /** @type {import('./toast.js').Said | null} */
  const said = text ? { text: decodeURIComponent(text.replaceAll('+', ' ')), tone: 'ok', undo: answer.headers.get('X-Undo') ?? undefined } : null;
  form.dispatchEvent(new CustomEvent('banzhang:acted', { bubbles: true }));
  // A page without live parts cannot hear what changed: it is shown again.
  const isDeaf = !form.closest('[data-live]') && !hasLivePart();
  const next = answer.headers.get('X-Location') ?? (answer.redirected ? answer.url : isDeaf ? location.href : null);
  if (next) {
    if (said) toastOnNextPage(said);
    if (next === location.href) location.reload();
    else location.assign(next);
    return;
  }
  if (said) toast(said);
  const dialog = form.closest('dialog');
  if (dialog instanceof HTMLDialogElement && dialog.open) dialog.close();
  const popover = form.closest('[popover]');
  if (popover instanceof HTMLElement && popover.matches(':popover-open')) popover.hidePopover();
  const section = form.closest('[data-live]');
  if (!(section instanceof HTMLElement)) return;
  const html = answer.status === 200 ? await answer.text() : '';
  if (html.includes(`id="${section.id}"`)) show(section, html);
  else refreshSoon(section);
}

/** @param {HTMLFormElement} form @param {string} html */
function refused(form, html) {
  place(form, contentOf(html), true);
}

/** @param {string} html @returns {string} */
const textOf = html => contentOf(html).textContent?.trim() ?? '';

/** @param {string} html @returns {DocumentFragment} */
function contentOf(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

/**
 * Puts a refusal where the form says, or among the toasts; the typed text stays as it is.
 * @param {HTMLFormElement} form
 * @param {DocumentFragment | null} content
 * @param {boolean} focus
 */
function place(form, content, focus) {
  const spot = form.querySelector('[data-refusal]') ?? (form.id ? document.querySelector(`[data-refusal="${CSS.escape(form.id)}"]`) : null);
  if (!(spot instanceof HTMLElement)) {
    if (content) toast({ text: content.textContent?.trim() || say('Failed'), tone: 'bad', stay: true });
    return;
  }
  spot.replaceChildren(...(content ? [content] : []));
  if (!content || !focus) return;
  spot.tabIndex = -1;
  spot.focus();
}

/** Starts the page: the stream, and the fragments that were left for later. */
export function start() {
  connect();
  showKeptToast();
  for (const section of allLive()) if (section.hasAttribute('data-lazy') && !section.closest('[popover], dialog')) void refresh(section);
  // What lies in a closed layer is fetched when the layer opens.
  document.addEventListener('toggle', e => {
    if (!(e.target instanceof Element) || /** @type {ToggleEvent} */ (e).newState !== 'open') return;
    for (const section of e.target.querySelectorAll('[data-live][data-lazy]')) if (section instanceof HTMLElement) void refresh(section);
  }, true);
}
