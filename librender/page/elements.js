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

const find = id => document.getElementById(id);
