// SPDX-License-Identifier: GPL-3.0-or-later
// One rater's session: what RaterPresenter and RaterView are in the program. Texts arrive as text, never as markup.
//
// Answers are kept by a store (rating_page_store.js, or rating_page_server.js), which has
//   answers        those that are safe, in the order of answering
//   notice         a word to show, or empty
//   load()         reads what was kept before
//   add(entry)     ends when the answer is safe; throws Elsewhere when another window has changed the answers, which
//   undo()         are read again then, and Failed with a word when nothing was changed
class Elsewhere extends Error {}
class Failed extends Error {}

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId('data').textContent);
const word = (name, ...values) =>
  byId(`word-${name}`).textContent.replace(/%([12])/g, (_, number) => values[number - 1]);
const frames = [...document.querySelectorAll('.frame')];
const answerButtons = [...document.querySelectorAll('[data-answer]')];
const store = data.server ? new ServerStore(data) : new BrowserStore(data);

// How long the pictures of the item were to be seen, pauses and hidden windows left out.
const visible = {
  sum: 0, since: null,
  ms() { return this.sum + (this.since === null ? 0 : performance.now() - this.since); },
  run(running) {
    if (running === (this.since !== null)) return;
    this.sum = this.ms();
    this.since = running ? performance.now() : null;
  },
  reset() { this.sum = 0; this.since = null; },
};

let state = 'start';  // start, loading, showing, saving, paused, finished, broken
let item = null;      // the one that is shown
let shownMs = 0, painted = false, watched = true, timer = 0, downloaded = -1;
const zoomed = {scale: 1, x: 0, y: 0};  // the upper left corner of the pictures, in frames

// ---- pictures ----------------------------------------------------------------------------------------------------------
const prepared = new Map();  // item -> promise of its decoded pictures

function decodedPictures(next) {
  if (!prepared.has(next.item)) {
    prepared.set(next.item, Promise.all(next.codes.map(async (code) => {
      const picture = new Image();
      picture.draggable = false;
      picture.alt = '';
      picture.src = data.server ? `picture/${code}` : `data:image/png;base64,${byId(`picture-${code}`).textContent}`;
      await picture.decode();
      return picture;
    })));
  }
  return prepared.get(next.item);
}

const isOpen = (each) => !store.answers.some((entry) => entry.item === each.item);

async function showNext() {
  const next = data.items.find(isOpen);
  if (next === undefined) {
    item = null;
    setState('finished');
    return;
  }
  setState('loading');
  let pictures;
  try {
    pictures = await decodedPictures(next);
  } catch {
    prepared.delete(next.item);
    notify('broken');
    setState('broken');
    return;
  }
  item = next;
  painted = false;
  visible.reset();
  frames.forEach((frame, i) => frame.replaceChildren(pictures[i]));
  setZoom(1, 0, 0);
  byId('prompt').textContent = word('prompt', item.prompt);
  setState('showing');
  requestAnimationFrame(() => requestAnimationFrame(() => {
    if (item !== next || state === 'loading') return;
    painted = true;
    shownMs = Date.now();
    update();
    for (const each of prepared.keys()) if (each !== next.item) prepared.delete(each);
    const following = data.items.find((each) => each !== next && isOpen(each));
    if (following !== undefined) decodedPictures(following).catch(() => {});
  }));
}

// ---- answers -----------------------------------------------------------------------------------------------------------
const answerable = () => state === 'showing' && painted && visible.ms() >= data.minimum_ms;

function entryFor(answer) {
  const entry = {item: item.item, answer, shown_ms: shownMs, answered_ms: Math.max(shownMs, Date.now()),
    visible_ms: Math.round(visible.ms())};
  data.places.forEach((place, i) => { entry[place] = item.codes[i]; });
  return entry;
}

async function change(work) {
  const before = state;
  setState('saving');
  try {
    await work();
    notify(store.notice);
  } catch (error) {
    if (!(error instanceof Elsewhere) && !(error instanceof Failed)) throw error;
    notify(error instanceof Elsewhere ? 'elsewhere' : error.message);
    if (error instanceof Failed) {
      setState(before);
      return;
    }
  }
  await showNext();
}

function answer(id) {
  if (!answerable()) return;
  const entry = entryFor(id);
  change(() => store.add(entry));
}

function undo() {
  if ((state === 'showing' || state === 'finished') && store.answers.length > 0) change(() => store.undo());
}

function fileName() {
  const name = data.rater.normalize('NFKC').replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+/, '').slice(0, 60);
  return `${name === '' ? 'rater' : name}-answers.json`;
}

function download() {
  const file = {format: 'recap-rating-answers', version: data.answers_version, study_hash: data.study_hash,
    rater: data.rater, answers: store.answers};
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2), '\n'], {type: 'application/json'}));
  link.download = fileName();
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  downloaded = store.revision;
}

// ---- what is on the screen ---------------------------------------------------------------------------------------------
function notify(name) {
  byId('notice').hidden = name === '';
  byId('notice').textContent = name === '' ? '' : word(name);
}

function setState(next) {
  state = next;
  update();
}

function update() {
  visible.run(state === 'showing' && painted && watched);
  clearTimeout(timer);
  const can = answerable();
  if (!can && visible.since !== null) timer = setTimeout(update, Math.max(1, data.minimum_ms - visible.ms()));
  for (const button of answerButtons) button.disabled = !can;
  const started = state !== 'start';
  const answered = store.answers.length, total = data.items.length;
  // While the next item is being read the old one stays, so that nothing flashes.
  const showsItem = state === 'showing' || ((state === 'loading' || state === 'saving') && item !== null);
  byId('head').hidden = byId('others').hidden = !started;
  byId('start').hidden = started;
  byId('item').hidden = !showsItem;
  byId('message').hidden = !started || showsItem;
  byId('position').textContent = word('position', Math.min(answered + 1, total), total);
  byId('progress').max = total;
  byId('progress').value = answered;
  byId('saved').textContent = word(store.notice === 'forgetful' ? 'unsaved' : state === 'saving' ? 'saving' : 'saved');
  byId('headline').textContent = state === 'broken' ? ''
    : word(state === 'paused' ? 'pause' : state === 'finished' ? 'finished' : 'moment');
  byId('sentence').textContent =
    state === 'paused' ? word('paused') : state === 'finished' ? word('thanks', fileName()) : '';
  byId('undo').disabled = !(state === 'showing' || state === 'finished') || answered === 0;
  byId('zoom').disabled = state !== 'showing';
  byId('pause').disabled = state !== 'showing' && state !== 'paused';
  byId('pause-label').textContent = word(state === 'paused' ? 'continue' : 'pause');
  if (byId('finish') !== null) byId('finish').hidden = state !== 'finished';
  document.body.dataset.state = state;
}

function begin() {
  if (state === 'start' && !byId('begin').disabled) showNext();
}
function pause() {
  if (state === 'showing' || state === 'paused') setState(state === 'showing' ? 'paused' : 'showing');
}
function fullScreen() {
  const asked = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
  asked?.catch(() => {});
}

// ---- zoom: the same part of every picture ------------------------------------------------------------------------------
function setZoom(scale, x, y) {
  zoomed.scale = Math.min(Math.max(scale, 1), 16);
  zoomed.x = Math.min(0, Math.max(x, 1 - zoomed.scale));
  zoomed.y = Math.min(0, Math.max(y, 1 - zoomed.scale));
  const transform = `translate(${100 * zoomed.x}%, ${100 * zoomed.y}%) scale(${zoomed.scale})`;
  for (const frame of frames) for (const picture of frame.children) picture.style.transform = transform;
  if (item !== null) for (const frame of frames) frame.dataset.zoom = String(zoomed.scale);
}
// The point (x, y) of the frame stays where it is.
function zoomAt(scale, x, y) {
  const next = Math.min(Math.max(scale, 1), 16);
  setZoom(next, x - (x - zoomed.x) * next / zoomed.scale, y - (y - zoomed.y) * next / zoomed.scale);
}
function toggleZoom(x = 0.5, y = 0.5) {
  if (state !== 'showing') return;
  if (zoomed.scale > 1) setZoom(1, 0, 0); else zoomAt(2, x, y);
}

const fingers = new Map();  // pointer -> its place, in frames
function placeIn(frame, event) {
  const box = frame.getBoundingClientRect();
  return {x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height};
}
function moveFinger(frame, event) {
  if (!fingers.has(event.pointerId)) return;
  const before = [...fingers.values()].map((place) => ({...place}));
  fingers.set(event.pointerId, placeIn(frame, event));
  const after = [...fingers.values()];
  const middle = (places) => ({x: places.reduce((sum, p) => sum + p.x, 0) / places.length,
    y: places.reduce((sum, p) => sum + p.y, 0) / places.length});
  const from = middle(before), to = middle(after);
  setZoom(zoomed.scale, zoomed.x + to.x - from.x, zoomed.y + to.y - from.y);
  if (after.length !== 2) return;
  const span = (places) => Math.hypot(places[0].x - places[1].x, places[0].y - places[1].y);
  if (span(before) > 0) zoomAt(zoomed.scale * span(after) / span(before), to.x, to.y);
}
for (const frame of frames) {
  frame.addEventListener('pointerdown', (event) => {
    frame.setPointerCapture(event.pointerId);
    if (fingers.size < 2) fingers.set(event.pointerId, placeIn(frame, event));
  });
  frame.addEventListener('pointermove', (event) => moveFinger(frame, event));
  for (const end of ['pointerup', 'pointercancel']) {
    frame.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  frame.addEventListener('dblclick', (event) => {
    const place = placeIn(frame, event);
    toggleZoom(place.x, place.y);
  });
  frame.addEventListener('wheel', (event) => {
    event.preventDefault();
    const place = placeIn(frame, event);
    zoomAt(zoomed.scale * Math.exp(-event.deltaY / 400), place.x, place.y);
  }, {passive: false});
}

// ---- keys, buttons, windows --------------------------------------------------------------------------------------------
const keys = {Backspace: undo, z: toggleZoom, p: pause, f: fullScreen, Enter: begin};
addEventListener('keydown', (event) => {
  // A key that is held down must not answer the next item too, nor press a button again and again.
  if (event.repeat && event.target instanceof HTMLButtonElement) event.preventDefault();
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const digit = /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (digit > 0 && digit <= answerButtons.length) {
    event.preventDefault();
    answer(answerButtons[digit - 1].dataset.answer);
  } else if (act !== undefined && !(event.key === 'Enter' && event.target instanceof HTMLButtonElement)) {
    event.preventDefault();
    act();
  }
});
for (const button of answerButtons) button.addEventListener('click', () => answer(button.dataset.answer));
for (const [id, act] of [['begin', begin], ['undo', undo], ['pause', pause], ['screen', fullScreen],
  ['zoom', () => toggleZoom()], ['download', download], ['finish', download]]) {
  byId(id)?.addEventListener('click', act);
}
function watch(seen) {
  watched = seen && document.visibilityState === 'visible';
  update();
}
addEventListener('blur', () => watch(false));
addEventListener('focus', () => watch(true));
document.addEventListener('visibilitychange', () => watch(true));
addEventListener('beforeunload', (event) => {
  const keptHere = store.notice !== 'forgetful' || store.answers.length === 0 || downloaded === store.revision;
  if (!keptHere || state === 'saving') event.preventDefault();
});

store.load().then(() => {
  notify(store.notice);
  byId('begin').disabled = false;
}, (error) => notify(error instanceof Failed ? error.message : 'refused')).finally(update);
