/* The console's script: keys, charts from tables, sorting, copying, and the live parts of a page. Pages work without it. */
(() => {
  'use strict';
  const charts = new Map();
  let source = null;
  let waitsForPlace = false;

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  /* A chart is its table, drawn: the first column over time, others as lines. */
  function data(box) {
    const table = document.getElementById(box.dataset.table);
    if (!table) return null;
    const places = [0, ...columns(box)];
    const rows = points(table);
    return {
      names: places.map(place => table.tHead.rows[0].cells[place].textContent),
      values: places.map(place => rows.map(row => Number(row.cells[place].dataset.v)))
    };
  }

  /* In the order of time, however the table is sorted. */
  function points(table) {
    return [...table.tBodies[0].rows].filter(row => row.cells[0].dataset.v).sort((one, other) => one.cells[0].dataset.v - other.cells[0].dataset.v);
  }

  /* `7,8,9 America/New_York`: what is drawn, and where its times are. */
  function columns(box) { return box.dataset.chart.split(' ')[0].split(',').map(Number); }

  function zone(box) {
    const wanted = box.dataset.chart.split(' ')[1] || 'UTC';
    try { new Intl.DateTimeFormat('en', { timeZone: wanted }); return wanted; } catch { return 'UTC'; }
  }

  /* What a line is stands at its end, in its colour: no legend to look up. */
  function names(self) {
    const ends = [];
    self.series.forEach((line, i) => {
      const last = i > 0 ? self.data[i].length - 1 : -1;
      if (last >= 0 && self.data[i][last] != null) ends.push({ name: line.label, colour: line.stroke(self, i), y: self.valToPos(self.data[i][last], 'y', true) });
    });
    ends.sort((one, other) => one.y - other.y);
    const apart = 15 * devicePixelRatio;
    ends.forEach((end, i) => { if (i > 0) end.y = Math.max(end.y, ends[i - 1].y + apart); });
    const below = ends.length ? ends[ends.length - 1].y - (self.bbox.top + self.bbox.height) : 0;
    const paint = self.ctx;
    paint.save();
    paint.font = '600 ' + 12 * devicePixelRatio + 'px system-ui, sans-serif';
    paint.textBaseline = 'middle';
    paint.textAlign = 'left';
    for (const end of ends) { paint.fillStyle = end.colour; paint.fillText(end.name, self.bbox.left + self.bbox.width + 6 * devicePixelRatio, end.y - Math.max(0, below)); }
    paint.restore();
  }

  /* The exact values where the cursor is, by pointer or by key, in words. */
  function say(self) {
    const at = self.cursor.idx;
    const box = self.root.parentNode;
    const words = box?.querySelector('.value');
    const table = box && document.getElementById(box.dataset.table);
    if (!words || !table) return;
    const rows = points(table);
    const row = at == null ? null : rows[at];
    const places = columns(box);
    words.textContent = row ? row.cells[0].textContent.trim() + ': ' + places.map(place => table.tHead.rows[0].cells[place].textContent + ' ' + row.cells[place].textContent.trim()).join(', ') : '';
  }

  function draw(box) {
    const found = data(box);
    if (!found || !window.uPlot) return;
    const colours = ['--accent', '--second', '--third'].map(colour);
    const axis = { stroke: colour('--dim'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
    const chart = new uPlot({
      width: box.clientWidth - 16,
      height: 240,
      padding: [12, 68, null, null],
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), zone(box)),
      scales: { y: { range: (self, least, most) => [Math.min(0, least), most > 0 ? most * 1.1 : 1] } },
      axes: [axis, { ...axis, size: 60 }],
      legend: { show: false },
      hooks: { draw: [names], setCursor: [say] },
      series: [{ label: zone(box) }, ...found.names.slice(1).map((name, i) => ({ label: name, stroke: colours[i % 3], width: 1.8, points: { show: found.values[0].length < 3 } }))]
    }, found.values, box);
    charts.set(box, chart);
  }

  function walk(chart, step) {
    const all = chart.data[0].length;
    if (all === 0) return;
    const now = chart.cursor.idx;
    const at = step === -Infinity ? 0 : step === Infinity ? all - 1 : now == null ? (step > 0 ? 0 : all - 1) : Math.min(all - 1, Math.max(0, now + step));
    chart.setCursor({ left: chart.valToPos(chart.data[0][at], 'x'), top: 10 });
  }

  function drawAll() {
    for (const [box, chart] of charts) if (!box.isConnected) { chart.destroy(); charts.delete(box); }
    for (const box of document.querySelectorAll('[data-chart]')) if (!charts.has(box)) draw(box);
    for (const code of document.querySelectorAll('[data-address]')) {
      code.textContent = code.textContent.replaceAll('ADDRESS', location.origin);
    }
  }

  /* Live parts: replaced only where something changed, never under the reader's focus, never while nobody looks. */
  function take(html) {
    const next = new DOMParser().parseFromString(html, 'text/html');
    for (const part of next.querySelectorAll('[data-live]')) {
      const here = document.querySelector('[data-live="' + part.dataset.live + '"]');
      if (here && here.innerHTML !== part.innerHTML && !(here.contains(document.activeElement) && here !== document.activeElement)) {
        here.replaceChildren(...part.childNodes);
      }
    }
    for (const [box, chart] of charts) { const found = data(box); if (found) chart.setData(found.values); }
  }

  function listen() {
    const main = document.querySelector('main[data-feed]');
    const wanted = main && !document.hidden ? main.dataset.feed : null;
    if (source && (!wanted || !source.url.endsWith(wanted))) { source.close(); source = null; }
    if (wanted && !source) {
      source = new EventSource(wanted);
      source.addEventListener('middle', event => take(JSON.parse(event.data)));
    }
  }

  function sort(head) {
    const table = head.closest('table');
    const place = head.cellIndex;
    const down = head.getAttribute('aria-sort') !== 'descending';
    for (const other of head.parentNode.cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const value = row => { const cell = row.cells[place]; const v = cell.dataset.v; return v !== undefined && v !== '' && !isNaN(v) ? Number(v) : cell.textContent; };
    const rows = [...table.tBodies[0].rows];
    const last = rows.filter(row => row.cells[0].textContent.trim() === 'total'); // stays below
    const others = rows.filter(row => !last.includes(row));
    others.sort((a, b) => { const x = value(a), y = value(b); return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1); });
    table.tBodies[0].append(...others, ...last);
  }

  /* A row's story beside its table: the main part of the page that its first link leads to. */
  const side = () => document.querySelector('.side');
  let told = null;

  async function tell(row) {
    const link = row?.querySelector('a[href^="/console/"]');
    const panel = side();
    if (!link || !panel) return;
    const wanted = link.getAttribute('href');
    const answer = await fetch(wanted, { headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const story = page.querySelector('main');
    if (!story) { location.href = wanted; return; }
    for (const part of story.querySelectorAll('[id]')) part.removeAttribute('id');
    for (const part of story.querySelectorAll('[data-live]')) part.removeAttribute('data-live');
    panel.querySelector('.story').replaceChildren(...story.childNodes);
    panel.querySelector('.whole').href = wanted;
    told?.classList.remove('told');
    told = row;
    row.classList.add('told');
    panel.hidden = false;
    panel.scrollTop = 0;
    panel.focus();
  }

  function untell() {
    const panel = side();
    if (!panel || panel.hidden) return false;
    panel.hidden = true;
    panel.querySelector('.story').replaceChildren();
    told?.classList.remove('told');
    told?.querySelector('a')?.focus();
    told = null;
    return true;
  }

  /* j and k: the next row's link, and the one before. */
  function step(by) {
    const links = [...document.querySelectorAll('main table.rows tbody tr')].map(row => row.querySelector('a')).filter(Boolean);
    const at = links.findIndex(link => link.closest('tr').contains(document.activeElement) || link.closest('tr') === told);
    const next = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by))];
    next?.focus();
    if (told && next) tell(next.closest('tr'));
  }

  document.addEventListener('click', event => {
    const copy = event.target.closest('[data-copy]');
    if (copy && navigator.clipboard) { navigator.clipboard.writeText(copy.dataset.copy); copy.title = 'copied'; copy.classList.add('done'); setTimeout(() => copy.classList.remove('done'), 1200); }
    const head = event.target.closest('.sort')?.closest('th');
    if (head) sort(head);
    if (event.target.closest('.side .close')) untell();
    const row = event.target.closest('main table.rows tbody tr');
    if (row && !event.target.closest('a, button, input, select, label, summary') && !String(getSelection())) tell(row);
  });

  /* A recording's picture: a click is a place in it, a line where it is. */
  document.addEventListener('click', event => {
    const wave = event.target.closest('.wave');
    const audio = wave?.parentNode.querySelector('audio');
    if (!audio) return;
    const box = wave.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    const seek = () => { audio.currentTime = audio.duration * part; };
    if (audio.duration) seek(); else audio.addEventListener('loadedmetadata', seek, { once: true }); // it is not loaded before
    audio.play();
  });
  document.addEventListener('timeupdate', event => {
    const head = event.target.parentNode?.querySelector?.('.wave .head');
    if (!head || !event.target.duration) return;
    const x = head.ownerSVGElement.viewBox.baseVal.width * event.target.currentTime / event.target.duration;
    head.setAttribute('x1', x); head.setAttribute('x2', x);
  }, true);

  document.addEventListener('keydown', event => {
    const typing = event.target.closest('input, select, textarea');
    if (event.key === 'Escape' && typing) { event.target.blur(); return; }
    if (event.key === 'Escape' && untell()) return;
    const chart = charts.get(event.target.closest('[data-chart]'));
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
    if (chart && event.key in steps) { event.preventDefault(); walk(chart, steps[event.key]); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (waitsForPlace) {
      waitsForPlace = false;
      const place = [...document.querySelectorAll('[data-key]')].find(link => link.dataset.key === event.key);
      if (place) { event.preventDefault(); place.click(); }
    } else if (event.key === 'g') {
      waitsForPlace = true;
      setTimeout(() => { waitsForPlace = false; }, 1500);
    } else if (event.key === '/') {
      const search = document.querySelector('.filter input[type=text], .sift input[type=text]');
      if (search) { event.preventDefault(); search.focus(); }
    } else if (event.key === 'j' || event.key === 'k') {
      step(event.key === 'j' ? 1 : -1);
    } else if (event.key === 'o') {
      tell(document.activeElement.closest('table.rows tbody tr'));
    } else if (event.key === '?') {
      document.getElementById('help')?.showModal();
    }
  });

  /* A flow that is being changed is drawn as it would be: a dead end is red at once. Nothing is changed by it. */
  let typed = 0;
  async function redraw(form) {
    const mine = ++typed;
    await new Promise(wait => setTimeout(wait, 400));
    const here = document.querySelector('.flow .scroll');
    if (mine !== typed || !here) return;
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('.flow .scroll');
    if (mine === typed && next) here.replaceChildren(...next.childNodes);
  }
  document.addEventListener('input', event => {
    const form = event.target.closest('.flow-editor');
    if (form) redraw(form).catch(() => {}); // no answer: the picture stays, the button says what is wrong
  });

  /* On a phone the places are a bar that is wider than the screen. */
  function showPlace() {
    const here = document.querySelector('.rail [aria-current]');
    const rail = here?.closest('.rail');
    if (rail && rail.scrollWidth > rail.clientWidth) rail.scrollLeft = here.offsetLeft - (rail.clientWidth - here.offsetWidth) / 2;
  }

  const begin = () => { drawAll(); listen(); showPlace(); };
  document.addEventListener('visibilitychange', listen);
  document.addEventListener('htmx:load', begin);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    for (const [box, chart] of charts) { chart.destroy(); charts.delete(box); }
    drawAll();
  });
  addEventListener('resize', () => { for (const [box, chart] of charts) chart.setSize({ width: box.clientWidth - 16, height: 240 }); });
  begin();
})();
