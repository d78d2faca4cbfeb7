// The rule of rn_name_tail in names.c, for pictures and pages that shorten labels anew.

// Where Rust's "<T as Trait>::" ends; the end of any other name.
function endOfImplementor(name) {
  for (let i = 0, depth = 0; i < name.length; i++) {
    if (name[i] === '<') depth++;
    else if (name[i] === '>' && name[i - 1] !== '-' && --depth === 0)
      return name.startsWith('::', i + 1) ? i + 3 : name.length;
  }
  return name.length;
}

// A name without its outermost qualifier; '' when there is none to give up.
function tailOf(name) {
  if (/^[<[]/.test(name)) return name.slice(endOfImplementor(name));
  for (let i = 0, depth = 0; i + 1 < name.length; i++) {
    if ('(<[{'.includes(name[i])) depth++;
    else if (')>]}'.includes(name[i])) depth--;
    const scope = name.startsWith('::', i);
    if (depth || !i || (!scope && name[i] !== '.' && name[i] !== '/')) continue;
    const tail = name.slice(i + (scope ? 2 : 1));
    if (/^[./]/.test(tail)) continue;
    if (tail[0] === '<' && endOfImplementor(tail) === tail.length) return '';
    return /^(isra\.|part\.|constprop\.|cold|lto_priv\.|\d|$)|:\d+$|^(pyx?|m?js|ts|rb|php|pl|go|rs|cpp|java|so|dll|exe|dylib)$|^so[.+]/.test(tail) ? '' : tail;
  }
  return '';
}
