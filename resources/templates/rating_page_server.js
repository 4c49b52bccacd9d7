// SPDX-License-Identifier: GPL-3.0-or-later
// Where the answers of a page by link are kept: on the server, which answers once they are on its disk. Addresses are
// relative to the page's secret link.
class ServerStore {
  constructor(data) {
    this.data = data;
    this.answers = [];
    this.notice = '';
  }

  async load() {
    this.answers = (await this.ask('answers')).answers;
  }

  async add(entry) { await this.change('answer', entry); }
  async undo() { await this.change('undo', {item: this.answers.at(-1).item}); }

  async change(what, body) {
    const reply = await this.ask(what, body);
    this.answers = reply.answers;
    if (!reply.changed) throw new Elsewhere();
  }

  async ask(what, body) {
    const post = {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)};
    let reply;
    try {
      reply = await fetch(what, {cache: 'no-store', redirect: 'error', ...(body === undefined ? {} : post)});
    } catch {
      throw new Failed('unconfirmed');
    }
    if (reply.status === 429) throw new Failed('busy');
    if (!reply.ok) throw new Failed(reply.status >= 500 ? 'unconfirmed' : 'refused');
    try {
      return await reply.json();
    } catch {
      throw new Failed('unconfirmed');
    }
  }
}
