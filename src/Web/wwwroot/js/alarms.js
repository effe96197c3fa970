// An alarm of the cockpit that reaches the bell: spoken once, and, where the person wants it, shown by the browser and heard.
import { announce, say } from './dom.js';
import { serverNow } from './live.js';
import { toast } from './toast.js';

/** Older than this it was told on another page, or while nobody was here. */
const FRESH_MS = 120_000;
/** So long a tab nobody sees leaves it to one that is seen, whose words are heard. */
const HIDDEN_WAITS_MS = 2_000;
const TONES_HZ = [880, 660];
const TONE_S = 0.16;

const store = () => `banzhang.alarms ${document.body.dataset.user ?? ''}`;

/** @returns {string[]} */
function told() {
  try { return JSON.parse(localStorage.getItem(store()) ?? '[]'); } catch { return []; }
}

/** Tells the alarms that stand in the bell and were not told before, in whichever tab is first. */
async function heed() {
  const state = document.getElementById('my-state');
  if (!state || !state.querySelector('[data-alarm]')) return;
  if (document.visibilityState === 'hidden') await new Promise(done => setTimeout(done, HIDDEN_WAITS_MS));
  if ('locks' in navigator) await navigator.locks.request('banzhang.alarms', () => tell(state));
  else tell(state);
}

/** @param {HTMLElement} state */
function tell(state) {
  const alarms = [...state.querySelectorAll('[data-alarm]')].filter(a => a instanceof HTMLElement);
  const before = new Set(told());
  try { localStorage.setItem(store(), JSON.stringify(alarms.map(a => a.dataset.alarm))); } catch { /* then each tab tells it */ }
  const fresh = alarms.filter(a => !before.has(a.dataset.alarm ?? '') && serverNow() - Date.parse(a.dataset.alarmAt ?? '') < FRESH_MS);
  if (fresh.length === 0) return;
  const signals = (state.dataset.alarmSignals ?? '').split(' ');
  /** @param {HTMLElement} alarm */
  const textOf = alarm => alarm.querySelector('a')?.textContent?.trim() ?? '';
  // One text: a second one would take the place of the first before it is spoken.
  announce(fresh.map(textOf).join('\n'), 'assertive');
  for (const alarm of fresh) {
    const text = textOf(alarm);
    if (signals.includes('notice')) show(text, alarm.dataset.alarm ?? '', alarm.querySelector('a')?.href ?? '');
  }
  if (signals.includes('sound')) void sound();
}

/** @param {string} text @param {string} tag the same alarm is shown once @param {string} address */
function show(text, tag, address) {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  try {
    const shown = new Notification(document.title, { body: text, tag });
    shown.onclick = () => { window.focus(); if (address) location.assign(address); shown.close(); };
  } catch { /* phones show notifications through service workers only; the bell has it */ }
}

/** A page nobody has touched yet may not sound: the browser keeps the context suspended, and the bell has it. */
async function sound() {
  const audio = new AudioContext();
  await Promise.race([audio.resume(), new Promise(done => setTimeout(done, 500))]);
  if (audio.state === 'running') {
    const gain = audio.createGain();
    gain.gain.value = 0.12;
    gain.connect(audio.destination);
    TONES_HZ.forEach((hertz, i) => {
      const tone = audio.createOscillator();
      tone.frequency.value = hertz;
      tone.connect(gain);
      tone.start(audio.currentTime + i * (TONE_S + 0.04));
      tone.stop(audio.currentTime + i * (TONE_S + 0.04) + TONE_S);
    });
    await new Promise(done => setTimeout(done, 600));
  }
  await audio.close();
}

/** @returns {Promise<boolean>} whether the browser shows notifications of this page */
async function allowed() {
  return 'Notification' in window && (Notification.permission === 'granted' || await Notification.requestPermission() === 'granted');
}

export function start() {
  document.addEventListener('banzhang:morphed', e => { if (e.target instanceof Element && e.target.id === 'my-state') void heed(); });
  document.addEventListener('change', async e => {
    const box = e.target;
    if (!(box instanceof HTMLInputElement) || !box.matches('[data-asks-notifications]') || !box.checked) return;
    if (await allowed()) return;
    box.checked = false;
    toast({ text: say('NotificationsBlocked'), tone: 'warn', stay: true });
  });
  document.addEventListener('click', e => {
    const button = e.target instanceof Element ? e.target.closest('[data-try-alarm]') : null;
    const form = button?.closest('form');
    if (!button || !form) return;
    const wants = new FormData(form);
    if (wants.has('sound')) void sound();
    if (wants.has('inBrowser')) show(button.textContent?.trim() ?? '', 'try', '');
  });
  void heed();
}
