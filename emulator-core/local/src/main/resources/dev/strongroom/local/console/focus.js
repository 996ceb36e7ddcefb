// Keeps the keyboard's focus in the page: when what has it goes away, what is nearest gets it.
const FOCUSABLE = ['a[href]', 'button', 'input', 'select', 'textarea'].map(each => `${each}:not(:disabled)`).join() + ', summary, [tabindex="0"]';

let latest = null;
let onPage = []; // what had the focus outside of dialogs, and its ancestors, innermost first
let inDialog = [];

function remember({target}) {
  latest = target;
  const way = [];
  for (let each = target; each; each = each.parentElement) {
    way.push(each);
  }
  if (target.closest('dialog')) {
    inDialog = way;
  } else {
    onPage = way;
  }
}

const isSeen = element => element.getClientRects().length > 0;
const isGone = element => !element.isConnected || element.disabled || !isSeen(element);

function look() {
  const {activeElement} = document;
  const isLost = !activeElement || activeElement === document.body || activeElement === latest;
  if (latest && isLost && isGone(latest)) {
    nearest(document.querySelector('dialog[open]') ? inDialog : onPage).focus({preventScroll: true});
  }
}

function nearest(way) {
  const view = document.getElementById('view');
  for (const each of way.filter(({isConnected}) => isConnected)) {
    const found = each === view ? view : [...each.querySelectorAll(FOCUSABLE)].find(isSeen);
    if (found) {
      return found;
    }
  }
  return view;
}

export function keepFocus(root) {
  document.addEventListener('focusin', remember);
  new MutationObserver(look).observe(root, {childList: true, subtree: true, attributeFilter: ['disabled', 'open']});
}
