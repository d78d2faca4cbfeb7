// The rules of rn_name_tail and rn_telling_size in names.c and of rn_put_signature in shorten.c, for pictures and pages
// that shorten labels anew.

// Where the bracket that opens at `at` has been closed; 0 when it is not.
function afterBracket(name, at) {
  const open = name[at], close = open === '(' ? ')' : '>';
  for (let i = at, depth = 0; i < name.length; i++) {
    if (name[i] === open) depth++;
    else if (name[i] === close && !(close === '>' && name[i - 1] === '-') && --depth === 0) return i + 1;
  }
  return 0;
}

// The end of a file's name; and one that something else follows, whose dot parts nothing: "sys.mjs:load".
const SUFFIXES = '(pyx?|pyi|[mc]?js|jsx|tsx?|rb|php|pl|lua|go|rs|cc?|cpp|cxx|hh?|hpp|java|kt|cs|so|dll|exe|dylib)';
const SUFFIX = new RegExp('^(isra\\.|part\\.|constprop\\.|cold|lto_priv\\.|\\d|$)|:\\d+$|^' + SUFFIXES + '$|^so[.+]');
const SUFFIX_BEFORE_PART = new RegExp('^' + SUFFIXES + '[:/]\\D');

// A name without its outermost qualifier; '' when there is none to give up.
function tailOf(name) {
  if (name.startsWith('$anonfun$')) return name.slice(9);
  if (name[0] === '[') return '';
  if (name[0] === '<') {
    const end = afterBracket(name, 0);
    return end && name.startsWith('::', end) ? name.slice(end + 2) : '';
  }
  for (let i = 0, depth = 0, fileEnd = 0; i + 1 < name.length; i++) {
    if ('(<[{'.includes(name[i])) depth++;
    else if (')>]}'.includes(name[i])) depth--;
    const scope = name.startsWith('::', i);
    if (depth || !i || (!scope && i !== fileEnd && name[i] !== '.' && name[i] !== '/')) continue;
    const tail = name.slice(i + (scope ? 2 : 1));
    if (/^[./]/.test(tail)) continue;
    const suffix = name[i] === '.' && SUFFIX_BEFORE_PART.exec(tail);
    if (suffix) {
      fileEnd = i + 1 + suffix[1].length;
      continue;
    }
    if (/^<(?!lambda)/.test(tail) && [0, tail.length].includes(afterBracket(tail, 0))) return '';
    return name[i] !== '/' && i !== fileEnd && SUFFIX.test(tail) ? '' : tail;
  }
  return '';
}

// The beginning of a text that tells something: a letter or digit, and a character more; all of one that has no more.
const LETTER = '[^\\0-/:-@[-`{-\\u00bf\\u0300-\\u036f\\u2000-\\u2bff\\u3000-\\u303f\\ufe00-\\ufe0f]';
const TELLING = new RegExp('^.*?' + LETTER + '.', 'su');
const tellingBegin = text => TELLING.exec(text)?.[0] ?? text;

const UNNAMED = '(anonymous namespace)';

// The length of "operator" and its sign.
function operatorAt(name, at) {
  if (!name.startsWith('operator', at) || /\w/.test(name[at - 1] || '')) return 0;
  const end = at + 8;
  return name.startsWith('()', end) ? 10 : 8 + /^[<>=*-]*/.exec(name.slice(end, end + 9))[0].length;
}

// Whether a bracket is a part of the name: Rust's "<T as Trait>::", Go's "(*T).", and "(anonymous)".
function isInName(name, at, end) {
  if (name.slice(at, end) === UNNAMED) return true;
  if (name[at] === '(') return at === 0 || name[end] === '.';
  return name[at - 1] === '.' || (at === 0 && (end === name.length || name.startsWith('::', end)));
}

const collapsed = bracket => bracket[0] + (bracket.length > 2 ? '…' : '') + bracket.at(-1);

// What stands in a bracket that is kept, with the last parts of paths only and nothing in its own brackets.
function withoutPaths(text) {
  const begins = [0];
  let out = '';
  for (let at = 0; at < text.length;) {
    const end = text[at] === '<' && afterBracket(text, at);
    if (text.startsWith(UNNAMED, at)) {
      out += UNNAMED;
      at += UNNAMED.length;
    } else if (end) {
      out += collapsed(text.slice(at, end));
      at = end;
    } else if (text.startsWith('::', at)) {
      out = out.slice(0, begins.at(-1));
      at += 2;
    } else {
      const c = text[at++];
      out += c;
      const closes = ')>]}'.includes(c) && !(c === '>' && text[at - 2] === '-'), opens = '(<[{'.includes(c);
      if (opens && begins.length <= 24) begins.push(out.length);
      if (closes && begins.length > 1) begins.pop();
      else if (!closes && (opens || ' ,&*='.includes(c))) begins[begins.length - 1] = out.length;
    }
  }
  return out;
}

// The parts of a name: [from, to, whether it is a bracket], operators' signs and single characters.
function* partsOf(name) {
  for (let at = 0; at < name.length;) {
    const sign = operatorAt(name, at);
    const end = !sign && '(<'.includes(name[at]) ? afterBracket(name, at) : 0;
    yield [at, end || at + (sign || 1), !!end];
    at = end || at + (sign || 1);
  }
}

// Without the type that is returned: "void f<int>(int)".
function withoutType(name) {
  let begin = 0, isBehindSign = false;
  if (name[0] === '(' && !name.startsWith(UNNAMED)) return name;
  for (const [at, to, isBracket] of partsOf(name)) {
    if (isBracket && name[at] === '(' && !isInName(name, at, to)) return name.slice(begin);
    if (name[at] === ' ' && !isBehindSign) begin = / (to|for)$/.test(name.slice(0, at)) ? 0 : at + 1;
    isBehindSign = !isBracket && to > at + 1;
  }
  return name;
}

// Names with a scope or arguments, with as little in their brackets as tells them apart from other names.
function signatureOf(name) {
  if (name.length > 4096 || !/.::|[\w>]\(./.test(name)) return name;
  let out = '';
  const whole = withoutType(name.replace(/(?: const| \[clone [^\]]*\])+$/, ''));
  for (const [at, to, isBracket] of partsOf(whole)) {
    const part = whole.slice(at, to);
    if (!isBracket || part === UNNAMED || to - at < 3) out += part;
    else if (!isInName(whole, at, to)) out += collapsed(part);
    else out += part[0] + withoutPaths(part.slice(1, -1)) + part.at(-1);
  }
  return out;
}
