// Service clocks: the server sends the deadline, the page counts. Shape and word change before colour does.
import { announce, icon, say } from './dom.js';
import { clockOffset, serverNow } from './live.js';

const HOUR = 3_600_000;
const ANNOUNCED_AT = [600_000, 300_000, 0];

/** How far each announced clock has spoken: the smallest mark already said. @type {Map<string, number>} */
const spoken = new Map();
let timer = 0;

/**
 * mm:ss under an hour, h:mm:ss under a day, days and hours above; the same rule as Durations in the server.
 * @param {number} ms
 */
export function duration(ms) {
  const total = Math.floor(Math.abs(ms) / 1000);
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  if (hours >= 24) return say('DaysAndHours', Math.floor(hours / 24), hours % 24);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${two(minutes)}:${two(total % 60)}`;
}

/** @param {number} left above an hour the text moves once a minute, so the seconds are left out of it */
function text(left) {
  return duration(Math.abs(left) >= HOUR ? Math.ceil(left / 60_000) * 60_000 : Math.ceil(left / 1000) * 1000);
}

/** @param {HTMLElement} chip */
function tick(chip) {
  const deadline = Date.parse(chip.dataset.deadline ?? '');
  if (Number.isNaN(deadline)) return;
  const left = deadline - serverNow();
  const soon = Number(chip.dataset.soon ?? '0') * 1000;
  const state = left <= 0 ? 'breached' : left <= soon ? 'soon' : 'running';
  if (chip.dataset.state !== state) become(chip, state);
  const figure = chip.querySelector('b');
  const now = text(left);
  if (figure && figure.textContent !== now) figure.textContent = now;
  const total = Number(chip.dataset.total ?? '0') * 1000;
  const ring = chip.querySelector('.ring .v');
  if (ring && total > 0) ring.setAttribute('stroke-dasharray', `${Math.max(0, Math.min(100, Math.round(left / total * 100)))} 100`);
  if (chip.dataset.announce) speak(chip, left);
}

/** @param {HTMLElement} chip @param {'running' | 'soon' | 'breached'} state */
function become(chip, state) {
  chip.dataset.state = state;
  chip.classList.toggle('warn', state === 'soon');
  chip.classList.toggle('over', state === 'breached');
  const mark = chip.querySelector('svg');
  if (state !== 'running') mark?.replaceWith(icon(state === 'soon' ? 'alert' : 'timer'));
  const word = chip.querySelector('.word');
  if (word) word.textContent = state === 'running' ? '' : say(state === 'soon' ? 'Left' : 'Overdue');
}

/** @param {HTMLElement} chip @param {number} left */
function speak(chip, left) {
  const key = `${chip.dataset.announce} ${chip.dataset.deadline}`;
  const reached = ANNOUNCED_AT.filter(mark => left <= mark).at(-1);
  if (reached === undefined) return;
  const before = spoken.get(key);
  spoken.set(key, reached);
  // A clock that is already past a mark when the page opens has nothing new to say.
  if (before === undefined ? left < reached - 2_000 : before <= reached) return;
  const what = chip.dataset.announce ?? '';
  if (reached === 0) announce(say('AnnounceOverdue', what), 'assertive');
  else announce(say('AnnounceLeft', what, reached / 60_000));
}

/** Time in state (presence, calls): counts up from data-since. @param {HTMLElement} clock */
function tickUp(clock) {
  const since = Date.parse(clock.dataset.since ?? '');
  if (Number.isNaN(since)) return;
  const now = duration(Math.max(0, serverNow() - since));
  if (clock.textContent !== now) clock.textContent = now;
}

function tickAll() {
  for (const chip of document.querySelectorAll('.sla[data-deadline]')) if (chip instanceof HTMLElement) tick(chip);
  for (const clock of document.querySelectorAll('[data-since]')) if (clock instanceof HTMLElement) tickUp(clock);
  clearTimeout(timer);
  // On the second of the server, not of this machine, so that two screens beside each other agree.
  timer = setTimeout(tickAll, 1000 - (Date.now() + clockOffset) % 1000 + 5);
}

export function start() {
  tickAll();
  document.addEventListener('banzhang:clock', tickAll);
  document.addEventListener('banzhang:morphed', tickAll);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) tickAll(); });
}
