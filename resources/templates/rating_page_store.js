// SPDX-License-Identifier: GPL-3.0-or-later
// An answer of this page that can be counted: known item, its own pictures, one of the answers, whole times.
function isAnswer(entry, data) {
  const item = entry && typeof entry === 'object' && data.items.find((each) => each.item === entry.item);
  const isTime = (value) => Number.isSafeInteger(value) && value >= 0;
  return Boolean(item) && data.answers.includes(entry.answer) && isTime(entry.shown_ms) && isTime(entry.answered_ms) &&
    isTime(entry.visible_ms) && data.places.every((place, i) => entry[place] === item.codes[i]);
}

// Answers of a page that was opened as a file are kept in the browser: in IndexedDB, whose strict transactions outlive a
// browser that is killed (localStorage is written seconds later), and in localStorage, which works where IndexedDB does
// not. The newest of both counts. Every change has a revision: whoever finds a newer one has been overtaken by another
// window.
class BrowserStore {
  constructor(data) {
    this.data = data;
    this.key = `recap-rating ${data.study_hash} ${data.rater}`;
    this.answers = [];
    this.revision = 0;
    this.notice = '';
    this.database = null;
  }

  async load() {
    this.database = await this.open().catch(() => null);
    const kept = [this.parse(this.localText()), this.parse(await this.databaseText())];
    const readable = kept.filter((record) => record !== null && !record.damaged);
    const newest = readable.sort((a, b) => b.revision - a.revision)[0] ?? {revision: 0, answers: []};
    const seen = new Set();
    this.answers = newest.answers.filter(
      (entry) => isAnswer(entry, this.data) && !seen.has(entry.item) && seen.add(entry.item));
    this.revision = newest.revision;
    const damaged = kept.filter((record) => record !== null && record.damaged).map((record) => record.text);
    if (this.answers.length !== newest.answers.length) damaged.push(JSON.stringify(newest));
    if (damaged.length > 0) this.setAside(damaged[0]);
    // One whole copy is enough.
    if (damaged.length > 0 && (readable.length === 0 || this.answers.length !== newest.answers.length)) {
      this.notice = 'damaged';
    }
    if (!this.canKeep()) this.notice = 'forgetful';
  }

  async add(entry) { await this.change([...this.answers, entry]); }
  async undo() { await this.change(this.answers.slice(0, -1)); }

  async change(answers) {
    const record = {revision: this.revision + 1, answers};
    const text = JSON.stringify(record);
    const local = this.parse(this.localText());
    if (local && !local.damaged && local.revision > this.revision) await this.overtaken();
    let kept = false;
    if (this.database !== null) {
      kept = await this.putDatabase(text).catch((error) => {
        if (error instanceof Elsewhere) throw error;
        return false;
      });
    }
    kept = this.putLocal(this.key, text) || kept;
    this.revision = record.revision;
    this.answers = answers;
    this.notice = kept ? '' : 'forgetful';
  }

  async overtaken() {
    await this.load();
    throw new Elsewhere();
  }

  parse(text) {
    if (text === null || text === undefined) return null;
    try {
      const record = JSON.parse(text);
      if (Number.isSafeInteger(record.revision) && record.revision >= 0 && Array.isArray(record.answers)) return record;
    } catch { /* damaged */ }
    return {damaged: true, text: String(text)};
  }

  localText() {
    try { return localStorage.getItem(this.key); } catch { return null; }
  }
  putLocal(key, text) {
    try { localStorage.setItem(key, text); return true; } catch { return false; }
  }
  setAside(text) { this.putLocal(`${this.key} damaged`, text); }
  canKeep() {
    if (this.database !== null) return true;
    const probe = `${this.key} probe`;
    if (!this.putLocal(probe, '')) return false;
    localStorage.removeItem(probe);
    return true;
  }

  open() {
    return new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error('timeout')), 5000);  // some private windows never answer
      const request = indexedDB.open('recap-rating', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('progress');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  databaseText() {
    if (this.database === null) return null;
    return new Promise((resolve) => {
      try {
        const request = this.database.transaction('progress').objectStore('progress').get(this.key);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(null);
      } catch { resolve(null); }
    });
  }

  async putDatabase(text) {
    let newer = false;
    const written = await new Promise((resolve) => {
      const transaction = this.database.transaction('progress', 'readwrite', {durability: 'strict'});
      const progress = transaction.objectStore('progress');
      const before = progress.get(this.key);
      before.onsuccess = () => {
        const record = this.parse(before.result);
        newer = record !== null && !record.damaged && record.revision > this.revision;
        if (newer) transaction.abort(); else progress.put(text, this.key);
      };
      transaction.oncomplete = () => resolve(true);
      transaction.onabort = () => resolve(false);
    });
    if (newer) await this.overtaken();
    return written;
  }
}
