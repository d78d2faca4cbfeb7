'use strict';

// Makes garbage while functions come and go, so that the collector moves and deletes code.
function keep(list, n) {
    for (let i = 0; i < n; i++)
        list.push({ i, text: 'x'.repeat(i % 10) });
    return list;
}

function match(text) {
    return /^(x+)(y*)$/.test(text);
}

function round(k) {
    const f = new Function('keep', 'n', 'const l' + k + ' = []; keep(l' + k + ', n); return l' + k + '.length;');
    let total = 0;
    for (let i = 0; i < 20; i++)
        total += f(keep, 2000);
    for (let i = 0; i < 200; i++)
        total += match('x'.repeat(i));
    return total;
}

function collect(k) {
    if (k % 10 === 0 && global.gc)
        gc();
}

const end = Date.now() + 400;
let total = 0;
for (let k = 0; Date.now() < end; k++)
    total += round(k), collect(k);
console.log(total > 0);
