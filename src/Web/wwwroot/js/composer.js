// <bz-composer>: the text the agent writes. Nothing typed is lost, and nothing is sent by accident.
import { isWriting, post, say } from './dom.js';

const SAVE_AFTER_MS = 800;
const CHECK_AFTER_MS = 300;

/** What every key of this person's drafts begins with: the next person at the seat sees none of them. */
const draftsOf = () => `draft ${document.body.dataset.user ?? ''} `;

class Composer extends HTMLElement {
  #timer = 0;
  #saved = '';
  #checkTimer = 0;
  /** @type {AbortController | null} */
  #checking = null;
  /** @type {AbortController | null} */
  #listening = null;
  /** How often the advice of a rule was turned down in this conversation. @type {Map<string, number>} */
  #dismissed = new Map();

  connectedCallback() {
    const form = this.querySelector('form');
    const text = this.querySelector('textarea');
    if (!form || !text) return;
    this.#listening = new AbortController();
    const on = { signal: this.#listening.signal };
    this.#saved = text.value;
    this.#restore(text);
    text.addEventListener('keydown', e => this.#key(e, form, text), on);
    text.addEventListener('input', () => this.#changed(), on);
    form.addEventListener('change', e => { if (e.target instanceof HTMLInputElement && e.target.name === 'Mode') this.#mode(e.target.value); }, on);
    form.addEventListener('banzhang:acted', () => this.#sent(text), on);
    this.addEventListener('click', e => this.#advise(e, text), on);
    addEventListener('online', () => void this.#save(), on);
    addEventListener('pagehide', () => void this.#save(true), on);
    this.#mode(this.#chosen());
    if (text.value.trim() !== '') this.#checkSoon();
  }

  disconnectedCallback() {
    this.#listening?.abort();
    this.#checking?.abort();
    clearTimeout(this.#timer);
    clearTimeout(this.#checkTimer);
  }

  #chosen() {
    const mode = this.querySelector('input[name="Mode"]:checked');
    return mode instanceof HTMLInputElement ? mode.value : 'reply';
  }

  get #store() { return `${draftsOf()}${this.dataset.draftUrl ?? location.pathname}`; }

  /** @param {KeyboardEvent} e @param {HTMLFormElement} form @param {HTMLTextAreaElement} text */
  #key(e, form, text) {
    // While an input method is choosing characters, Enter belongs to it (keyCode 229 covers Safari).
    if (e.isComposing || e.keyCode === 229) return;
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
      e.preventDefault();
      if (text.value.trim() !== '' || [...form.querySelectorAll('input')].some(i => i.files?.length)) form.requestSubmit(this.#sender(form));
    } else if (e.key === 'Tab' && !e.shiftKey && this.#ready) {
      e.preventDefault();
      this.#accept(text);
    } else if (e.key === 'Escape' && this.#advice) {
      e.preventDefault();
      this.#dismiss();
    } else if (e.key === 'Escape' && isWriting(e.target)) {
      text.blur();
    } else if (e.key === '/' && text.value === '') {
      const scripts = this.querySelector('[data-scripts]');
      if (scripts instanceof HTMLElement) { e.preventDefault(); scripts.click(); }
    }
  }

  /** @param {HTMLFormElement} form */
  #sender(form) {
    const buttons = [...form.querySelectorAll('button[type="submit"]')];
    return buttons.find(b => b instanceof HTMLElement && b.checkVisibility()) instanceof HTMLButtonElement
      ? /** @type {HTMLButtonElement} */ (buttons.find(b => b instanceof HTMLElement && b.checkVisibility()))
      : undefined;
  }

  /** @param {string} mode the edge turns to the note's colour, so that nobody sends one by mistake */
  #mode(mode) {
    this.querySelector('.composer')?.classList.toggle('note', mode === 'note');
    const text = this.querySelector('textarea');
    if (!text) return;
    const label = mode === 'note' ? this.dataset.noteLabel : this.dataset.replyLabel;
    if (label) text.setAttribute('aria-label', label);
    this.#checkSoon();
  }

  #checkSoon() {
    if (!this.dataset.checkUrl) return;
    clearTimeout(this.#checkTimer);
    this.#checkTimer = setTimeout(() => void this.#check(), CHECK_AFTER_MS);
  }

  /** Asks what should be said otherwise; one question at a time, the newest counts. Nothing waits for the answer, least of all sending. */
  async #check() {
    const text = this.querySelector('textarea');
    const url = this.dataset.checkUrl;
    if (!text || !url) return;
    this.#checking?.abort();
    const asked = this.#checking = new AbortController();
    const value = text.value;
    if (value.trim() === '') { this.#show(''); return; }
    try {
      const answer = await post(url, new URLSearchParams({ Text: value, Mode: this.#chosen() }), { signal: asked.signal });
      if (asked.signal.aborted || text.value !== value) return;
      if (answer.status < 500) this.#show(answer.status === 204 ? '' : await answer.text());
    } catch { /* no network, or a newer question: the text is sent without advice */ }
  }

  #changed() {
    this.#checkSoon();
    this.#status(say('DraftUnsaved'));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), SAVE_AFTER_MS);
  }

  /** @param {boolean} [leaving] */
  async #save(leaving = false) {
    const text = this.querySelector('textarea');
    const url = this.dataset.draftUrl;
    if (!text || text.value === this.#saved) return;
    clearTimeout(this.#timer);
    const value = text.value;
    const keep = () => { if (signsOut) return false; try { localStorage.setItem(this.#store, JSON.stringify({ text: value, mode: this.#chosen() })); return true; } catch { return false; } };
    if (!url) { if (this.hasAttribute('data-draft-here') && keep()) this.#saved = value; return; }
    if (!navigator.onLine) { if (keep()) this.#status(say('DraftKeptHere')); return; }
    try {
      const answer = await post(url, new URLSearchParams({ Text: value, Mode: this.#chosen() }), { keepalive: leaving });
      if (!answer.ok) throw new Error(String(answer.status));
      if (!leaving && !this.dataset.checkUrl && text.value === value) this.#show(answer.status === 200 ? await answer.text() : '');
      this.#saved = value;
      try { localStorage.removeItem(this.#store); } catch { /* nothing was kept */ }
      const now = new Date().toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hour12: false });
      this.#status(say('DraftSaved', now));
    } catch {
      if (keep()) this.#status(say('DraftKeptHere'));
    }
  }

  /** @returns {HTMLElement | null} */
  get #advice() { return this.querySelector('.advice[data-was]'); }

  /** The first that a press can put in place. @returns {HTMLElement | null} */
  get #ready() { return this.querySelector('.advice[data-was][data-better]'); }

  /** The advice the server has for a draft: under the text, never over it. Tab and Esc belong to the first that can be put in place. @param {string} html */
  #show(html) {
    const spot = this.querySelector('[data-advice]');
    if (!spot) return;
    const template = document.createElement('template');
    template.innerHTML = html;
    for (const advice of template.content.querySelectorAll('.advice')) {
      const rule = advice.getAttribute('data-rule') ?? '';
      if (rule !== '' && (this.#dismissed.get(rule) ?? 0) >= 2) advice.remove();
    }
    spot.replaceChildren(template.content);
  }

  /** @param {Event} e @param {HTMLTextAreaElement} text */
  #advise(e, text) {
    if (!(e.target instanceof Element)) return;
    const own = e.target.closest('.advice');
    const advice = own instanceof HTMLElement ? own : this.#advice;
    if (e.target.closest('[data-advice-accept]')) { this.#accept(text, advice); text.focus(); }
    if (e.target.closest('[data-advice-dismiss]')) { this.#dismiss(advice); text.focus(); }
  }

  /** @param {HTMLTextAreaElement} text @param {HTMLElement | null} [advice] */
  #accept(text, advice = this.#ready) {
    const { was = '', better = '', at: place } = advice?.dataset ?? {};
    const exact = place === undefined || !text.value.startsWith(was, Number(place)) ? -1 : Number(place);
    const at = was === '' ? -1 : exact >= 0 ? exact : text.value.lastIndexOf(was);
    advice?.remove();
    if (at < 0) return;
    text.setRangeText(better, at, at + was.length, 'end');
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** @param {HTMLElement | null} [advice] */
  #dismiss(advice = this.#advice) {
    const rule = advice?.dataset.rule ?? '';
    if (rule !== '') this.#dismissed.set(rule, (this.#dismissed.get(rule) ?? 0) + 1);
    advice?.remove();
  }

  /** @param {HTMLTextAreaElement} text */
  #restore(text) {
    /** @type {{ text: string, mode: string } | null} */
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(this.#store) ?? 'null'); } catch { /* unreadable: as if absent */ }
    if (!kept || text.value !== '') return;
    text.value = kept.text;
    const mode = this.querySelector(`input[name="Mode"][value="${CSS.escape(kept.mode)}"]`);
    if (mode instanceof HTMLInputElement) mode.checked = true;
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** @param {HTMLTextAreaElement} text */
  #sent(text) {
    clearTimeout(this.#timer);
    text.value = '';
    // Where files.js could not be loaded nobody else lets go of them.
    for (const input of this.querySelectorAll('input[type="file"]')) if (input instanceof HTMLInputElement) input.value = '';
    this.#saved = '';
    clearTimeout(this.#checkTimer);
    this.#checking?.abort();
    this.#show('');
    for (const menu of this.querySelectorAll('[popover]:popover-open')) if (menu instanceof HTMLElement) menu.hidePopover();
    try { localStorage.removeItem(this.#store); } catch { /* nothing was kept */ }
    this.#status('');
    text.focus();
  }

  /** @param {string} words */
  #status(words) {
    const spot = this.querySelector('[data-draft-state]');
    if (spot) spot.textContent = words;
  }
}

/** The person signs out: what the page keeps while it goes away would be for whoever comes next. */
let signsOut = false;

document.addEventListener('submit', e => {
  if (!(e.target instanceof HTMLFormElement) || !e.target.action.endsWith('/sign-out') || !navigator.onLine) return;
  signsOut = true;
  try { for (const key of Object.keys(localStorage).filter(k => k.startsWith(draftsOf()))) localStorage.removeItem(key); } catch { /* nothing was kept */ }
}, true);

customElements.define('bz-composer', Composer);
