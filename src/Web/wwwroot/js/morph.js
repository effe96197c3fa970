// Swapping a fragment without losing what the person is doing in it.

/** @typedef {{ morph(target: Element, content: Node | string, options: object): unknown }} Morpher */

/** Fields the person has touched and not yet sent. @type {WeakSet<EventTarget>} */
const dirty = new WeakSet();

/** Fragments in which a text was skipped because the person is selecting it. @type {Set<Element>} */
export const skippedForSelection = new Set();

/** A finger leaves :hover behind where it last touched; only a mouse or pen really points at something. */
let pointing = false;
document.addEventListener('pointermove', e => { pointing = e.pointerType !== 'touch'; }, { passive: true });
document.addEventListener('pointerdown', e => { pointing = e.pointerType !== 'touch'; }, { passive: true });

document.addEventListener('input', e => { if (e.target) dirty.add(e.target); });
document.addEventListener('reset', e => { if (e.target instanceof HTMLFormElement) forget(e.target); });

/**
 * After a form was accepted its fields belong to the server again.
 * @param {HTMLFormElement} form
 */
export function forget(form) {
  for (const field of form.elements) dirty.delete(field);
}

/** @param {Element} element */
function isInUse(element) {
  if (element.matches('.new-bar-slot, :popover-open, dialog[open]')) return true;
  if (element.querySelector(':popover-open, dialog[open]')) return true;
  if (isHalfTyped(element)) return true;
  return [...element.querySelectorAll('input, textarea, select, [contenteditable]')].some(isHalfTyped);
}

/** @param {Element} field */
function isHalfTyped(field) {
  if (!dirty.has(field)) return false;
  if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')) return false;
  return !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || field.value !== '';
}

/** @param {Node} text */
function isSelected(text) {
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(text, true);
}

/**
 * Morphs the section into the fresh version, in place.
 * @param {Element} section
 * @param {Element} fresh
 */
export function morph(section, fresh) {
  const before = document.activeElement;
  const held = before !== null && section.contains(before);
  const morpher = /** @type {{ Idiomorph?: Morpher }} */ (/** @type {unknown} */ (window)).Idiomorph;
  if (!morpher) throw new Error('idiomorph is not loaded');
  skippedForSelection.delete(section);
  morpher.morph(section, fresh, {
    morphStyle: 'outerHTML',
    restoreFocus: true,
    callbacks: {
      /** @param {Node} old @param {Node} next */
      beforeNodeMorphed(old, next) {
        if (old instanceof Text) {
          if (old.nodeValue === next.nodeValue || !isSelected(old)) return true;
          skippedForSelection.add(section);
          return false;
        }
        if (!(old instanceof Element)) return true;
        if (old.matches('[data-keep]')) return false;
        // What was fetched when its layer opened is not put back to its place holder.
        if (old !== section && next instanceof Element && old.matches('[data-live]:not([data-lazy])') && next.matches('[data-lazy]')) return false;
        if (dirty.has(old)) return false;
        return !(old === before && isTextField(old));
      },
      /** @param {string} name @param {Element} element */
      beforeAttributeUpdated(name, element) {
        if (name === 'aria-busy' && element === section) return false;
        if (name === 'open') return !element.matches('details, dialog');
        if (name === 'style') return !element.matches(':popover-open');
        return true;
      },
      /** @param {Node} node */
      beforeNodeRemoved(node) { return !(node instanceof Element && isInUse(node)); },
    },
  });
  // The thing that had focus is gone (a finished row): stay in the fragment instead of falling back to the page's start.
  if (held && (document.activeElement === null || document.activeElement === document.body) && section instanceof HTMLElement) {
    if (!section.hasAttribute('tabindex')) section.tabIndex = -1;
    section.focus({ preventScroll: true });
  }
}

/** @param {Element} element */
function isTextField(element) {
  return element instanceof HTMLTextAreaElement || element.matches('[contenteditable]')
    || (element instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(element.type));
}

/** @param {Element} child */
const keyOf = child => child.id || child.getAttribute('data-row') || '';

/**
 * A list under the pointer keeps its order: what is known is refreshed where it stands, what is new waits.
 * Changes the fresh tree so that morphing it moves nothing in that list.
 * @param {Element} section
 * @param {Element} fresh
 * @returns {{ list: Element, added: number }[]} the lists that wait
 */
export function holdLists(section, fresh) {
  if (!pointing) return [];
  const waiting = [];
  for (const list of [section, ...section.querySelectorAll('[data-list]')]) {
    if (!list.matches('[data-list]') || !list.matches(':hover')) continue;
    const next = fresh.id === list.id ? fresh : list.id ? fresh.querySelector(`#${CSS.escape(list.id)}`) : fresh.querySelector('[data-list]');
    if (!next) continue;
    const old = [...list.children].filter(c => !c.matches('.new-bar-slot'));
    const known = new Map([...next.children].map(c => [keyOf(c), c]));
    const order = old.map(keyOf).join('\n');
    if (order === [...next.children].map(keyOf).join('\n')) continue;
    const oldKeys = new Set(old.map(keyOf));
    const added = [...known.keys()].filter(k => !oldKeys.has(k)).length;
    next.replaceChildren(...old.map(c => known.get(keyOf(c)) ?? c.cloneNode(true)));
    waiting.push({ list, added });
  }
  return waiting;
}
