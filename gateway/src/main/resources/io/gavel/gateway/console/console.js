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
    const places = [0, ...box.dataset.chart.split(',').map(Number)];
    const rows = [...table.tBodies[0].rows].filter(row => row.cells[0].dataset.v);
    return {
      names: places.map(place => table.tHead.rows[0].cells[place].textContent),
      values: places.map(place => rows.map(row => Number(row.cells[place].dataset.v)))
    };
  }

  function draw(box) {
    const found = data(box);
    if (!found || !window.uPlot) return;
    const colours = ['--accent', '--second', '--third'].map(colour);
    const axis = { stroke: colour('--dim'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
    const chart = new uPlot({
      width: box.clientWidth - 16,
      height: 240,
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
      scales: { y: { range: (self, least, most) => [Math.min(0, least), most > 0 ? most * 1.1 : 1] } },
      axes: [axis, { ...axis, size: 60 }],
      series: [{ label: 'UTC' }, ...found.names.slice(1).map((name, i) => ({ label: name, stroke: colours[i % 3], width: 1.8, points: { show: found.values[0].length < 3 } }))]
    }, found.values, box);
    charts.set(box, chart);
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
    const last = rows.filter(row => row.cells[0].textContent.trim() === 'total');
    const others = rows.filter(row => !last.includes(row));
    others.sort((a, b) => { const x = value(a), y = value(b); return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1); });
    table.tBodies[0].append(...others, ...last);
  }

  document.addEventListener('click', event => {
    const copy = event.target.closest('[data-copy]');
    if (copy && navigator.clipboard) { navigator.clipboard.writeText(copy.dataset.copy); copy.title = 'copied'; }
    const head = event.target.closest('th');
    if (head) sort(head);
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
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (waitsForPlace) {
      waitsForPlace = false;
      const place = [...document.querySelectorAll('[data-key]')].find(link => link.dataset.key === event.key);
      if (place) { event.preventDefault(); place.click(); }
    } else if (event.key === 'g') {
      waitsForPlace = true;
      setTimeout(() => { waitsForPlace = false; }, 1500);
    } else if (event.key === '/') {
      const search = document.querySelector('.filter input[type=text]');
      if (search) { event.preventDefault(); search.focus(); }
    } else if (event.key === '?') {
      document.getElementById('help')?.showModal();
    }
  });

  const begin = () => { drawAll(); listen(); };
  document.addEventListener('visibilitychange', listen);
  document.addEventListener('htmx:load', begin);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    for (const [box, chart] of charts) { chart.destroy(); charts.delete(box); }
    drawAll();
  });
  addEventListener('resize', () => { for (const [box, chart] of charts) chart.setSize({ width: box.clientWidth - 16, height: 240 }); });
  begin();
})();
