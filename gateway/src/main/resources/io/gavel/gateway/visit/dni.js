/*! Gavel: shows each visitor a phone number of their own. Apache-2.0
 *
 * <script async src="https://gavel.example/dni.js?pool=web" data-replace="(800) 555-0199"></script>
 *
 * data-replace  the page's own numbers, separated by commas; found in texts and tel: links, in any format
 * data-area-code  the visitor's, if the site knows it: a number of it is preferred
 * data-consent  "required": nothing is kept on the device before gavel.consent(true) is called
 * gavel.consent(given, {ad_user_data: true, ad_personalization: false})  what advertising platforms may be told: else as given
 * Elements with data-gavel-number are swapped, too. What has a number to be swapped is hidden until the answer is there, for 300 ms
 * at most. If anything fails the page stays as it is.
 */
(function () {
  'use strict';
  var doc = document, script = doc.currentScript;
  if (!script || !window.fetch) return;
  var url = new URL(script.src, location.href);
  var base = url.origin + url.pathname.replace(/\/[^/]*$/, '');
  var pool = url.searchParams.get('pool');
  if (!pool) return;

  var NAME = '_gavel', HIDE = 300, TOUCH = 30000, RETRY = 60000;
  var TRACKED = /[?&](gclid|gbraid|wbraid|msclkid|fbclid|ttclid|utm_[a-z]+|keyword)=/i;
  var PHONE = /\+?\(?\d[\d\s().\/\-\u00b7\u2010-\u2015\u2212]{5,}\d/;
  var GAP = '[\\s().\\/\\-\\u00b7\\u2010-\\u2015\\u2212]*';
  var mayKeep = script.getAttribute('data-consent') !== 'required';
  var own = digitsOf((script.getAttribute('data-replace') || '').split(','));
  var area = script.getAttribute('data-area-code') || '';
  var ads = mayKeep ? {} : allow(false);
  var shown = null, visit = null, memory = null, hidden = [], hides = true, busy = false, again = false, timer = 0;

  // ------------------------------------------------------------- what is kept, and where the visitor came from

  function digitsOf(texts) {
    return texts.map(function (text) { return text.replace(/\D/g, ''); })
      .filter(function (digits) { return digits.length > 6; });
  }

  function read() {
    var kept = null;
    try { kept = JSON.parse(localStorage.getItem(NAME)); } catch (e) { /* private mode, or not ours */ }
    kept = kept && typeof kept === 'object' ? kept : {};
    if (!kept.id) {
      var cookie = doc.cookie.match(/(?:^|; )_gavel=([\w-]{8,64})/);
      if (cookie) kept.id = cookie[1];
    }
    return kept;
  }

  function keep() {
    if (!mayKeep) return;
    try { localStorage.setItem(NAME, JSON.stringify(memory)); } catch (e) { /* then the cookie is all */ }
    doc.cookie = NAME + '=' + memory.id + '; max-age=31536000; path=/; SameSite=Lax' +
      (location.protocol === 'https:' ? '; Secure' : '');
  }

  function remember() {
    memory = mayKeep ? read() : memory || {};
    if (!memory.id) {
      memory.id = Array.prototype.map.call(crypto.getRandomValues(new Uint8Array(16)), function (b) {
        return (b + 256).toString(16).slice(1);
      }).join('');
    }
    var here = { landing_page: location.href.slice(0, 8000), referrer: doc.referrer.slice(0, 8000) };
    var outside = doc.referrer && doc.referrer.indexOf(location.origin + '/') !== 0;
    if (!memory.last || outside || TRACKED.test(location.search)) memory.last = here;
    if (!memory.first) memory.first = here;
    keep();
  }

  /** What the visitor allows advertising platforms, in Google's words. */
  function allow(given, more) {
    var said = {};
    ['ad_user_data', 'ad_personalization'].forEach(function (name) {
      said[name] = (more && name in more ? more[name] === true : given) ? 'granted' : 'denied';
    });
    return said;
  }

  /** The id that Google Analytics gave the visitor, if it did and we may look. */
  function analytics() {
    var cookie = mayKeep && doc.cookie.match(/(?:^|; )_ga=GA\d\.\d\.(\d+\.\d+)/);
    return cookie ? cookie[1] : undefined;
  }

  // ------------------------------------------------------------- swapping

  function like(old, number) {
    var count = old.replace(/\D/g, '').length, all = number.number.slice(1), at = 0;
    if (count > all.length || count < 7) return number.display;
    var digits = all.slice(all.length - count);
    return old.replace(/\d/g, function () { return digits[at++]; });
  }

  function pattern() {
    var numbers = own.map(function (digits) {
      var national = digits.length === 11 && digits[0] === '1' ? digits.slice(1) : digits;
      return '(?:\\+?1' + GAP + ')?\\(?' + national.split('').join(GAP);
    });
    return numbers.length ? new RegExp('(^|\\D)(' + numbers.join('|') + ')(?!\\d)', 'g') : null;
  }

  function isOwn(digits) {
    return own.some(function (mine) { return digits === mine || digits === '1' + mine || '1' + digits === mine; });
  }

  function swapText(node, any) {
    var old = node.nodeValue, now = old, wanted = pattern();
    if (any) {
      now = old.replace(PHONE, function (text) { return like(text, shown); });
    } else if (wanted) {
      now = old.replace(wanted, function (all, before, text) { return before + like(text, shown); });
    }
    if (now !== old) node.nodeValue = now;
    return now !== old || any && PHONE.test(old);
  }

  function swapLink(link, any) {
    var href = link.getAttribute('href') || '';
    if (/^tel:/i.test(href) && href !== 'tel:' + shown.number && (any || isOwn(href.replace(/\D/g, '')))) {
      link.setAttribute('href', 'tel:' + shown.number);
    }
  }

  function nodes(root) {
    var walker = doc.createTreeWalker(root, NodeFilter.SHOW_TEXT), node, found = [];
    while ((node = walker.nextNode())) {
      var parent = node.parentNode;
      if (parent && !/^(SCRIPT|STYLE|TEXTAREA|NOSCRIPT)$/.test(parent.nodeName) && !parent.isContentEditable) {
        found.push(node);
      }
    }
    return found;
  }

  function texts(root, any) {
    return nodes(root).reduce(function (found, node) { return swapText(node, any) || found; }, false);
  }

  /** A number whose parts are in elements of their own: digit by digit, so that each part stays where it is. */
  function parts(root) {
    var all = nodes(root), old = all.map(function (node) { return node.nodeValue; }).join(''), at = 0;
    var now = old.replace(PHONE, function (text) { return like(text, shown); });
    if (now.length !== old.length || !PHONE.test(old)) return false;
    all.forEach(function (node) {
      var part = now.slice(at, at += node.nodeValue.length);
      if (part !== node.nodeValue) node.nodeValue = part;
    });
    return true;
  }

  function marked(element) {
    swapLink(element, true);
    each(element, 'a[href^="tel:"]', function (link) { swapLink(link, true); });
    if (!texts(element, true) && !parts(element) && !element.firstElementChild) element.textContent = shown.display;
  }

  function each(root, selector, action) {
    if (root.querySelectorAll) Array.prototype.forEach.call(root.querySelectorAll(selector), action);
  }

  function swap(root) {
    if (!shown) { if (hides) hide(root); return; }
    if (root.nodeType === 3) {
      var holder = root.parentNode && root.parentNode.closest('[data-gavel-number]');
      swapText(root, !!holder);
      return;
    }
    if (root.nodeType !== 1) return;
    if (root.matches('[data-gavel-number]')) marked(root);
    each(root, '[data-gavel-number]', marked);
    if (root.matches('a[href]')) swapLink(root, false);
    each(root, 'a[href^="tel:"]', function (link) { swapLink(link, false); });
    if (own.length) texts(root, false);
  }

  function watch() {
    var observer = new MutationObserver(function (changes) {
      changes.forEach(function (change) {
        if (change.type === 'childList') Array.prototype.forEach.call(change.addedNodes, swap);
        else swap(change.target);
      });
    });
    observer.observe(doc.documentElement, {
      childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['href']
    });
  }

  /** While nobody has answered: what shows a number that will be another; never the whole page. */
  function hide(root) {
    if (root.nodeType === 3) root = root.parentNode;
    if (!root || root.nodeType !== 1) return;
    var wanted = pattern();
    if (root.matches('[data-gavel-number]')) conceal(root);
    each(root, '[data-gavel-number]', conceal);
    if (wanted) {
      nodes(root).forEach(function (node) { if (node.nodeValue.search(wanted) >= 0) conceal(node.parentNode); });
    }
  }

  function conceal(element) {
    if (element === doc.body || hidden.some(function (pair) { return pair[0] === element; })) return;
    hidden.push([element, element.style.visibility]);
    element.style.visibility = 'hidden';
  }

  function unhide() {
    hides = false;
    hidden.forEach(function (pair) { pair[0].style.visibility = pair[1]; });
    hidden = [];
  }

  // ------------------------------------------------------------- the exchange

  function post(path, body) {
    return fetch(base + path, {
      method: 'POST', body: body ? JSON.stringify(body) : '', credentials: 'omit', keepalive: true,
      headers: { 'Content-Type': 'text/plain' }
    });
  }

  function show(answer) {
    if (!answer || !/^\+\d{7,15}$/.test(answer.number)) throw new Error('no number');
    var before = shown;
    shown = { number: answer.number, display: answer.display };
    visit = answer.visit_id;
    if (before && before.number !== shown.number) own.push(before.number.slice(1));
    own = own.filter(function (digits) { return digits !== shown.number.slice(1); });
    swap(doc.documentElement);
    api.number = shown.number;
    api.visit = visit;
    doc.dispatchEvent(new CustomEvent('gavel:number', { detail: { number: shown.number, display: shown.display } }));
  }

  function open() {
    if (busy) { again = true; return; }
    busy = true;
    remember();
    post('/v1/visits', {
      pool: pool, visitor: memory.id, landing_page: memory.last.landing_page, referrer: memory.last.referrer,
      first: memory.first, area_code: /^[2-9]\d\d$/.test(area) ? area : undefined,
      ga_client_id: analytics(), ad_user_data: ads.ad_user_data, ad_personalization: ads.ad_personalization
    }).then(function (response) {
      if (response.status !== 200) throw new Error(response.status);
      return response.json();
    }).then(function (answer) {
      show(answer);
      plan(TOUCH);
    }).catch(function () {
      plan(RETRY);
    }).then(function () {
      busy = false;
      unhide();
      if (again) { again = false; open(); }
    });
  }

  function plan(millis) {
    clearTimeout(timer);
    timer = setTimeout(touch, millis);
  }

  function touch() {
    if (doc.visibilityState !== 'visible') return;
    if (!visit) { open(); return; }
    plan(TOUCH);
    post('/v1/visits/' + encodeURIComponent(visit) + '/touch').then(function (response) {
      if (response.status === 404 || response.status === 410) { visit = null; open(); }
    }).catch(function () { /* the next one may get through */ });
  }

  var api = window.gavel = {
    number: null, visit: null,
    consent: function (given, more) {
      mayKeep = given === true;
      ads = allow(mayKeep, more);
      if (mayKeep && memory) {
        var kept = read();
        memory.first = kept.first || memory.first;
        keep();
      } else if (!mayKeep) {
        try { localStorage.removeItem(NAME); } catch (e) { /* nothing was kept */ }
        doc.cookie = NAME + '=; max-age=0; path=/';
      }
      open();
    }
  };

  swap(doc.documentElement);
  setTimeout(unhide, HIDE);
  watch();
  doc.addEventListener('visibilitychange', touch);
  if (doc.readyState === 'loading') doc.addEventListener('DOMContentLoaded', function () { swap(doc.documentElement); });
  open();
})();
