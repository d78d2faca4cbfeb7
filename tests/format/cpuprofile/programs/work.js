// Recursion, a function with two callers, a hot leaf, and memory that is kept or not.
function leaf(n) {
    let sum = 0;
    for (let i = 0; i < n * 2000; i++)
        sum += Math.sqrt(i);
    return sum;
}

function recurse(n) {
    return n === 0 ? 0 : recurse(n - 1) + leaf(n);
}

function shared(n) {
    return leaf(n) + recurse(5);
}

const first = n => shared(n);
const second = n => shared(n) + leaf(2 * n);

function allocate(n) {
    const kept = [];
    for (let i = 0; i < n; i++)
        kept.push({ i, text: 'item ' + i });
    return kept;
}

let list = [];
const end = Date.now() + 40;
while (Date.now() < end) {
    first(3);
    second(2);
    list = allocate(200);
}
