// Files that go along with a form: chosen, dropped on it or pasted into its text. What is chosen shows as chips; what is too much is told before anything is sent.
// Loaded by the pages that have a field for it.
import { announce, icon, say } from './dom.js';

const MEBI = 1024 * 1024;
const PICTURES = /^image\/(png|jpeg|gif|webp)$/;

/** What stays chosen: a chooser that is used again would forget it. @type {WeakMap<HTMLInputElement, File[]>} */
const chosen = new WeakMap();

/** What went with the form when it was sent: what is chosen meanwhile goes with the next. @type {WeakMap<HTMLInputElement, File[]>} */
const sent = new WeakMap();

/** @param {ParentNode} where @returns {HTMLInputElement[]} */
const inputsIn = where => [...where.querySelectorAll('input[data-files]')].filter(i => i instanceof HTMLInputElement);

/** @param {HTMLInputElement} input @param {File[]} files @param {string} [why] what could not be taken */
function hold(input, files, why = '') {
  const list = new DataTransfer();
  for (const file of files) list.items.add(file);
  input.files = list.files;
  chosen.set(input, files);
  // A form that answers with a page would lose them when it is refused: by script they stay.
  const form = input.closest('form[data-act-with-files]');
  if (form) form.toggleAttribute('data-act', files.length > 0);
  const spot = document.querySelector(`[data-picked="${CSS.escape(input.id)}"]`);
  if (spot) spot.replaceChildren(...files.map(file => chip(input, file)));
  const no = document.querySelector(`[data-picked-no="${CSS.escape(input.id)}"]`);
  if (no) no.textContent = why;
}

/** @param {HTMLInputElement} input @param {File} file */
function chip(input, file) {
  const item = document.createElement('li');
  const size = document.createElement('span');
  const name = document.createElement('span');
  const out = document.createElement('button');
  item.className = 'attach';
  size.className = 'fg-3';
  name.className = 'truncate';
  name.textContent = name.title = file.name;
  size.textContent = sizeOf(file.size);
  out.type = 'button';
  out.className = 'x';
  out.ariaLabel = out.title = say('RemoveFile', file.name);
  out.append(icon('x', 's14'));
  out.addEventListener('click', () => {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    const at = next && item.parentElement ? [...item.parentElement.children].filter(c => c !== item).indexOf(next) : -1;
    hold(input, (chosen.get(input) ?? []).filter(f => f !== file));
    announce(say('FileIsRemoved', file.name));
    const left = document.querySelectorAll(`[data-picked="${CSS.escape(input.id)}"] .x`)[at];
    (left instanceof HTMLElement ? left : input).focus();
  });
  item.append(icon(PICTURES.test(file.type) ? 'image' : 'clip', 's14'), name, size, out);
  return item;
}

/** @param {number} bytes as the server writes it */
const sizeOf = bytes => bytes < 1024 ? `${bytes} B` : bytes < MEBI ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / MEBI).toFixed(1)} MB`;

/** Takes what fits; the first that does not is named with its reason. @param {HTMLInputElement} input @param {Iterable<File>} more */
function take(input, more) {
  const { most, mostBytes, mostTogether } = input.dataset;
  const [count, each, together] = [Number(most), Number(mostBytes), Number(mostTogether)];
  const files = [...chosen.get(input) ?? []];
  const added = [];
  let why = '';
  for (const file of more) {
    if (files.some(f => f.name === file.name && f.size === file.size && f.lastModified === file.lastModified)) continue;
    const no = file.size === 0 ? say('FileIsEmpty', file.name)
      : file.size > each ? say('FileIsTooLarge', file.name, each / MEBI)
      : files.length >= count ? say('FilesAreTooMany', count)
      : files.reduce((sum, f) => sum + f.size, file.size) > together ? say('FilesAreTooLarge', together / MEBI)
      : '';
    if (no !== '') { why ||= no; continue; }
    files.push(file);
    added.push(file.name);
  }
  hold(input, files, why);
  if (added.length > 0) announce(say('FileIsAdded', added.join(', ')));
}

/** The field that takes what is dropped here or pasted there. @param {EventTarget | null} target @param {string} zone */
function inputAt(target, zone) {
  const place = target instanceof Element ? target.closest(zone) : null;
  return place ? inputsIn(place).find(i => !i.disabled) ?? null : null;
}

/** A picture out of the clipboard has the same name every time. @param {File} file */
function named(file) {
  if (!/^image\.\w+$/.test(file.name)) return file;
  const at = new Date().toTimeString().slice(0, 8).replaceAll(':', '-');
  return new File([file], `${say('PastedPicture')} ${at}.${file.name.split('.')[1]}`, { type: file.type, lastModified: file.lastModified });
}

/** @param {DataTransfer} data without folders, which no form can send */
const droppedIn = data => [...data.items].flatMap(item => item.kind === 'file' && !item.webkitGetAsEntry()?.isDirectory ? item.getAsFile() ?? [] : []);

/** @param {Element | null} zone */
function over(zone) {
  for (const other of document.querySelectorAll('[data-drop].over')) if (other !== zone) other.classList.remove('over');
  zone?.classList.add('over');
}

document.addEventListener('change', e => {
  if (e.target instanceof HTMLInputElement && e.target.matches('[data-files]')) take(e.target, [...e.target.files ?? []]);
});
document.addEventListener('banzhang:sending', e => { if (e.target instanceof Element) for (const input of inputsIn(e.target)) sent.set(input, chosen.get(input) ?? []); });
document.addEventListener('banzhang:acted', e => {
  if (e.target instanceof Element) for (const input of inputsIn(e.target)) hold(input, (chosen.get(input) ?? []).filter(f => !sent.get(input)?.includes(f)));
});
document.addEventListener('dragover', e => {
  if (!e.dataTransfer?.types.includes('Files') || inputsIn(document).length === 0) return;
  // Beside the form it would be opened in place of the page, and what was written would be gone.
  e.preventDefault();
  const input = inputAt(e.target, '[data-drop]');
  e.dataTransfer.dropEffect = input ? 'copy' : 'none';
  over(input && e.target instanceof Element ? e.target.closest('[data-drop]') : null);
});
document.addEventListener('dragleave', e => { if (e.relatedTarget === null) over(null); });
document.addEventListener('drop', e => {
  over(null);
  if (!e.dataTransfer?.types.includes('Files') || inputsIn(document).length === 0) return;
  e.preventDefault();
  const input = inputAt(e.target, '[data-drop]');
  if (input) take(input, droppedIn(e.dataTransfer));
});
document.addEventListener('paste', e => {
  const files = [...e.clipboardData?.files ?? []];
  // What is copied out of a table or a letter is text with a picture of itself: the text is meant, unless it is the name of the file.
  const text = e.clipboardData?.getData('text/plain').trim() ?? '';
  if (files.length === 0 || (text !== '' && !files.some(f => text.split(/\r?\n/).includes(f.name)))) return;
  const input = inputAt(e.target, 'form');
  if (!input) return;
  e.preventDefault();
  take(input, files.map(named));
});
// What a browser put back into its fields on the way back.
for (const input of inputsIn(document)) if ((input.files?.length ?? 0) > 0) take(input, [...input.files ?? []]);
