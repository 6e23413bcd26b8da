'use strict';

// Keeps the page up to date while it is visible. Without this script, reloading the page shows the same.

let events = null;
let latest = ''; // The newest version that an event had.
let refreshing = false;

function watch() {
  if (document.hidden) {
    // A browser opens few connections to one server: hidden pages leave them to the visible ones.
    events?.close();
    events = null;
  } else if (events === null) {
    events = new EventSource('/_emulator/events');
    events.onmessage = event => {
      latest = event.data;
      refresh();
    };
  }
}

async function refresh() {
  if (refreshing || latest === document.documentElement.dataset.version) {
    return;
  }
  refreshing = true;
  const wanted = latest;
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    document.title = page.title;
    update(document.querySelector('header'), page.querySelector('header'));
    update(document.querySelector('main'), page.querySelector('main'));
    document.documentElement.dataset.version = page.documentElement.dataset.version ?? '';
  } catch {
    // The server has stopped; the event source connects again when there is one.
  } finally {
    refreshing = false;
  }
  if (latest !== wanted) {
    refresh(); // An event came meanwhile.
  }
}

// Makes an element like another one, and keeps what is the same: focus, selection and opened details stay.
function update(element, wanted) {
  if (element.isEqualNode(wanted)) {
    return;
  }
  for (const { name } of [...element.attributes]) {
    if (!wanted.hasAttribute(name) && !isOpenByUser(element, name)) {
      element.removeAttribute(name);
    }
  }
  for (const { name, value } of wanted.attributes) {
    if (element.getAttribute(name) !== value && !isOpenByUser(element, name)) {
      element.setAttribute(name, value);
    }
  }
  const known = new Map([...element.children].filter(child => child.id).map(child => [child.id, child]));
  let at = element.firstChild;
  for (const child of [...wanted.childNodes]) {
    const same = child.id ? known.get(child.id) : isAlike(at, child) ? at : null;
    if (!same || same.parentNode !== element) {
      element.insertBefore(child, at);
      continue;
    }
    while (at !== same && at !== null) {
      at = remove(at);
    }
    if (same.nodeType === Node.ELEMENT_NODE) {
      update(same, child);
    } else if (same.data !== child.data) {
      same.data = child.data;
    }
    at = same.nextSibling;
  }
  while (at !== null) {
    at = remove(at);
  }
}

function isAlike(node, other) {
  return node !== null && node.nodeName === other.nodeName && !node.id;
}

function isOpenByUser(element, attribute) {
  return attribute === 'open' && touched.has(element);
}

function remove(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

const touched = new WeakSet();
document.addEventListener('click', event => {
  const details = event.target.closest('summary')?.parentElement;
  if (details) {
    touched.add(details);
  }
});

// As in Timestamp.razor.
function showAges() {
  for (const time of document.querySelectorAll('time')) {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    const text = seconds < 5 ? 'just now'
      : seconds < 60 ? ago(seconds, 'second')
      : seconds < 3600 ? ago(seconds / 60, 'minute')
      : seconds < 86400 ? ago(seconds / 3600, 'hour')
      : ago(seconds / 86400, 'day');
    if (time.textContent !== text) {
      time.textContent = text;
    }
  }
}

function ago(count, unit) {
  const whole = Math.floor(count);
  return `${whole} ${unit}${whole === 1 ? '' : 's'} ago`;
}

document.addEventListener('visibilitychange', watch);
setInterval(showAges, 5000);
watch();
