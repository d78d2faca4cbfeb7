'use strict';

function hot(n) {
    let sum = 0;
    for (let i = 0; i < n; i++)
        sum = (sum + i * i) % 1000003;
    return sum;
}

function shared(n) {
    return hot(n) + hot(n / 2);
}

function left(n) {
    return shared(n);
}

function right(n) {
    return shared(n * 2) + [3, 1, 2].map(function (x) { return hot(n * x); })[0];
}

function recurse(depth, n) {
    return depth ? recurse(depth - 1, n) : left(n) + right(n);
}

const end = Date.now() + 300;
let total = 0;
while (Date.now() < end)
    total += recurse(5, 20000);
document.getElementById('out').textContent = String(total > 0);
