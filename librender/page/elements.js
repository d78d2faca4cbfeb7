// Elements of the document.  Text only ever becomes text: nothing here parses markup.

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties))
    if (value === undefined || value === null) continue;
    else if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function button(text, title, action) {
  const element = make('button', { type: 'button', title, textContent: text });
  element.addEventListener('click', action);
  return element;
}

// A name that may be broken where its parts begin.
function breakable(name) {
  const parts = name.split(/(?<=::|[,;(<\/])(?=\S)/);
  return parts.flatMap((part, i) => (i ? [document.createElement('wbr'), part] : [part]));
}

const find = id => document.getElementById(id);
